/// How a diffusion server is to draw, where its operator wants something else than the server itself.
package struct DiffusionRecipe: Hashable, Sendable {
    /// Everything as the server has it.
    package static let servers = DiffusionRecipe()

    package var steps: Int?
    /// How closely the prompt is followed: "CFG".
    package var guidance: Double?
    /// As the server names it, like the scheduler.
    package var sampler: String?
    package var scheduler: String?
    /// How much of a picture may change that a new one is drawn over: from 0, nothing, to 1, everything.
    package var strength: Double?
    /// Whether the model looks at pictures beside the prompt, as FLUX Kontext and Qwen Image Edit do.
    ///
    /// Other models draw over one picture and know no more of them.
    package var readsReferences: Bool

    package init(
        steps: Int? = nil,
        guidance: Double? = nil,
        sampler: String? = nil,
        scheduler: String? = nil,
        strength: Double? = nil,
        readsReferences: Bool = false
    ) {
        self.steps = steps
        self.guidance = guidance
        self.sampler = sampler
        self.scheduler = scheduler
        self.strength = strength
        self.readsReferences = readsReferences
    }
}
