@testable import Engines

/// How much of each item of a scene is seen, by its silhouette.
struct Visibility {
    private static let lines = 14

    let scene: Scene
    let library: SketchLibrary

    init(_ scene: Scene, _ library: SketchLibrary) {
        self.scene = scene
        self.library = library
    }

    /// The share of an item that those painted later cover.
    func hidden(_ place: Int) -> Double {
        let box = scene.items[place].box(in: library)
        let later = scene.items.dropFirst(place + 1).filter { $0.box(in: library).overlap(with: box) > 0 }
        guard !later.isEmpty else { return 0 }
        var (all, covered) = (0, 0)
        for row in 0..<Self.lines {
            let y = box.top + box.height * (Double(row) + 0.5) / Double(Self.lines)
            guard let own = span(scene.items[place], y) else { continue }
            let others = later.compactMap { span($0, y) }
            for column in 0..<Self.lines {
                let x = box.left + box.width * (Double(column) + 0.5) / Double(Self.lines)
                guard own.contains(x) else { continue }
                all += 1
                if others.contains(where: { $0.contains(x) }) { covered += 1 }
            }
        }
        return Double(covered) / Double(max(all, 1))
    }

    private func span(_ item: Scene.Item, _ y: Double) -> ClosedRange<Double>? {
        guard let subject = library.subjects[item.subject],
            let span = subject.silhouette.span(at: subject.foot.y + (y - item.foot.y) / item.scale)
        else { return nil }
        let ends = [span.lowerBound, span.upperBound].map {
            item.foot.x + ($0 - subject.foot.x) * item.scale * (item.isFlipped ? -1 : 1)
        }
        return min(ends[0], ends[1])...max(ends[0], ends[1])
    }
}
