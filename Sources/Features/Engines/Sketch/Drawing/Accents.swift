/// Which things of an ink painting are red, where no colour was asked for: small warm ones, two at most.
struct Accents {
    private static let most = 2
    private static let tallest = 0.25
    /// How far towards red (Oklab's a) a thing's own colour is.
    private static let warm = 0.07

    let scene: Scene
    let library: SketchLibrary
    let style: DrawingStyle

    /// By the index of what was asked for.
    var groups: Set<Int> {
        guard style.fill == .wash, scene.items.allSatisfy(\.colours.isEmpty) else { return [] }
        var groups: Set<Int> = []
        for item in scene.items where groups.count < Self.most && isWarm(item) { groups.insert(item.group) }
        return groups
    }

    private func isWarm(_ item: Scene.Item) -> Bool {
        guard let subject = library.subjects[item.subject], subject.height <= Self.tallest else {
            return false
        }
        let palette = subject.palettes[max(0, item.palette) % subject.palettes.count]
        return (palette["main"]?.lab.a ?? 0) > Self.warm
    }
}
