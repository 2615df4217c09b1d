package import Engines
package import Kernel

/// Which scene is to be drawn.
package enum SceneWish: Hashable, Sendable {
    /// One that somebody wrote or changed.
    case document(Scene)
    /// That of a picture of theirs, changed as the order's words say.
    case change(of: ImageID)
}

extension SceneWish {
    /// Words that are set in it.
    var texts: [String] {
        if case .document(let scene) = self { scene.texts } else { [] }
    }
}

extension Scene {
    var texts: [String] { text.map { [$0.lines.joined(separator: " ")] } ?? [] }
}
