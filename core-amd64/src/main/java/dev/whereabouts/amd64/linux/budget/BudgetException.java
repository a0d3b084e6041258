package dev.whereabouts.amd64.linux.budget;

/** The guest needs more of a resource than its budget allows. It is not an event that the guest could handle: its run is over. */
public final class BudgetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Resource resource;

    public BudgetException(Resource resource) {
        super("the budget of " + resource.label() + " is used up", null, false, false);
        this.resource = resource;
    }

    public Resource resource() {
        return resource;
    }
}
