package dev.whereabouts.service.image;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import dev.whereabouts.service.chart.Chart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * What the chart's deployment allows its container, in Docker's words. Whatever the chart says of security and has no word here fails, so
 * that nothing of it is left out.
 *
 * @param user
 *            number of the user and of its group
 * @param memory
 *            bytes of memory, and no swap beside them
 * @param temporary
 *            folders that can be written, with Docker's options for them
 * @param environment
 *            the chart's own variables
 */
record Confinement(String user, boolean isReadOnly, boolean hasNoNewPrivileges, List<String> dropped, long memory,
        Map<String, String> temporary, Map<String, String> environment) {

    private static final Set<String> OF_THE_POD = Set.of("runAsNonRoot", "runAsUser", "runAsGroup", "seccompProfile");
    private static final Set<String> OF_THE_CONTAINER = Set.of("allowPrivilegeEscalation", "readOnlyRootFilesystem",
            "privileged", "capabilities");

    static Confinement of(JsonNode deployment) {
        JsonNode pod = Chart.podSpec(deployment);
        JsonNode container = pod.at("/containers/0");
        JsonNode ofPod = pod.path("securityContext");
        JsonNode ofContainer = container.path("securityContext");
        only(OF_THE_POD, ofPod);
        only(OF_THE_CONTAINER, ofContainer);
        only(Set.of("drop"), ofContainer.path("capabilities"));
        // Docker's default profile is what a runtime's default means there, and no privileged container is what it starts
        only("RuntimeDefault", ofPod.at("/seccompProfile/type"));
        only("false", ofContainer.path("privileged"));
        return new Confinement(ofPod.path("runAsUser").asInt() + ":" + ofPod.path("runAsGroup").asInt(),
                ofContainer.path("readOnlyRootFilesystem").asBoolean(),
                !ofContainer.path("allowPrivilegeEscalation").asBoolean(true),
                ofContainer.at("/capabilities/drop").valueStream().map(JsonNode::asString).toList(),
                Chart.bytes(container.at("/resources/limits/memory").asString()),
                temporary(pod, container), Chart.environment(container));
    }

    private static void only(Set<String> known, JsonNode object) {
        object.propertyNames().forEach(name -> {
            if (!known.contains(name)) {
                throw new AssertionError("the chart's " + name + " is not translated for Docker");
            }
        });
    }

    private static void only(String known, JsonNode value) {
        if (!Objects.equals(known, value.asString())) {
            throw new AssertionError("the chart's " + value + " is not translated for Docker");
        }
    }

    private static Map<String, String> temporary(JsonNode pod, JsonNode container) {
        Map<String, Long> sizes = new HashMap<>();
        pod.path("volumes").forEach(volume -> sizes.put(volume.path("name").asString(),
                Chart.bytes(volume.at("/emptyDir/sizeLimit").asString())));
        Map<String, String> folders = new HashMap<>();
        container.path("volumeMounts").forEach(mount -> folders.put(mount.path("mountPath").asString(),
                "rw,size=" + sizes.get(mount.path("name").asString())));
        return folders;
    }

    void confine(CreateContainerCmd create) {
        create.withUser(user);
        HostConfig host = create.getHostConfig().withReadonlyRootfs(isReadOnly)
                .withCapDrop(dropped.stream().map(Capability::valueOf).toArray(Capability[]::new)).withTmpFs(temporary)
                .withMemory(memory).withMemorySwap(memory);
        if (hasNoNewPrivileges) {
            host.withSecurityOpts(List.of("no-new-privileges"));
        }
    }

    /** The same for the command line: options of {@code docker run}. */
    List<String> options() {
        List<String> options = new ArrayList<>(List.of("--user", user, "--read-only=" + isReadOnly,
                "--memory", Long.toString(memory), "--memory-swap", Long.toString(memory)));
        if (hasNoNewPrivileges) {
            options.addAll(List.of("--security-opt", "no-new-privileges"));
        }
        dropped.forEach(capability -> options.addAll(List.of("--cap-drop", capability)));
        temporary.forEach((folder, how) -> options.addAll(List.of("--tmpfs", folder + ":" + how)));
        environment.forEach((name, value) -> options.addAll(List.of("--env", name + "=" + value)));
        return options;
    }
}
