/// What is in a picture, as instructions speak of it.
struct ScenePresence {
    /// How many of each subject; a pose counts as its subject.
    let counts: [String: Int]
    /// What the picture is of.
    let main: String?

    init(_ scene: Scene, library: SketchLibrary) {
        let subjects = scene.items.map { ($0.group, library.base(of: $0.subject)) }
        counts = Dictionary(subjects.map { ($0.1, 1) }, uniquingKeysWith: +)
        main = subjects.min { $0.0 < $1.0 }?.1
    }

    func has(_ subject: String) -> Bool { counts[subject] != nil }
}

extension SketchLibrary {
    /// The subject that a drawing is of: a pose is its subject's.
    func base(of drawing: String) -> String { subjects[drawing]?.poseOf?.subject ?? drawing }
}
