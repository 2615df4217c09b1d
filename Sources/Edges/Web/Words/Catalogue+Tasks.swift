import Engines
import Kernel
import Studio

/// How pages word what was done to a picture.
extension Catalogue {
    /// What was done, as the name of a kind of work: "Edited".
    func name(of task: Model.Task) -> String { self["task.\(task.rawValue)"] }

    /// The same, of a picture in its family.
    func name(of node: LineageNode) -> String { node.isRedrawn ? self["task.redrawn"] : name(of: node.task) }

    /// What a picture is called: its words, or what was done where there were none.
    func title(_ prompt: Prompt, _ task: Model.Task) -> String {
        prompt.isEmpty ? name(of: task) : prompt.beginning
    }

    /// The steps of an edit, in their order.
    func steps(_ settings: JobSettings?) -> String? {
        guard case .recipe(let recipe, _) = settings else { return nil }
        return recipe.steps.enumerated().map { "\($0 + 1). \($1.words(in: self))" }.joined(separator: "  ")
    }
}
