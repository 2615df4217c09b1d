import Kernel

/// What an engine is to do, with everything that the task needs beside the order's words, size and seed.
package enum EngineTask: Sendable {
    /// A picture of the order's words.
    case generate
    /// A scene that was changed or written, as it is.
    case scene(Scene)
    /// Steps over one picture.
    case edit(EditRequest)
    /// Pictures, texts and shapes on one canvas: composing and typesetting.
    case layers(LayerRequest)
    /// One picture, larger.
    case enlarge(EnlargeRequest)
}

extension EngineError {
    /// An engine was given a task of another one.
    static let otherTask = EngineError.refused(Problem(.taskUnsupported, field: "task"))
}
