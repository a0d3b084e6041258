/**
 * Programs as the linker leaves them: static ELF files for amd64, at fixed addresses or position-independent.
 *
 * <h2>Glossary</h2>
 * <dl>
 * <dt>segment</dt><dd>a run of the file that is loaded to an address (PT_LOAD); beyond its bytes in the file it is zero</dd>
 * <dt>section</dt><dd>a named run of the file, for tools; loading does not need sections</dd>
 * <dt>symbol</dt><dd>a name for an address, and for how many bytes from there</dd>
 * <dt>position-independent</dt><dd>the addresses of the file are relative to wherever it is loaded (ET_DYN)</dd>
 * </dl>
 */
package dev.whereabouts.amd64.image;
