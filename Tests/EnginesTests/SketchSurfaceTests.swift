import Testing

@testable import Engines

/// Where lines on a surface begin and end.
struct SketchSurfaceTests {
    private func square(_ left: Double, _ right: Double) -> Outline {
        .rectangle(SceneBox(left: left, top: 0, right: right, bottom: 10))
    }

    @Test func `shapes side by side are one surface where they overlap`() {
        var surface = Surface()
        surface.add(square(0, 10))
        surface.add(square(8, 20))
        surface.add(square(30, 40))
        #expect(surface.stretches(at: 5).parts == [0...20, 30...40])
    }

    @Test func `what covers a surface takes its part of each line`() {
        var surface = Surface()
        surface.add(square(0, 40))
        surface.cover(square(10, 20))
        surface.cover(square(35, 50))
        #expect(surface.stretches(at: 5).parts == [0...10, 20...35])
    }

    @Test func `what lies on top is seen again`() {
        var surface = Surface()
        surface.add(square(0, 40))
        surface.cover(square(10, 30))
        surface.add(square(15, 20))
        #expect(surface.stretches(at: 5).parts == [0...10, 15...20, 30...40])
    }

    @Test(arguments: [-1.0, 11])
    func `beside a surface there is nothing`(level: Double) {
        var surface = Surface()
        surface.add(square(0, 10))
        #expect(surface.stretches(at: level).parts.isEmpty)
    }

    @Test(arguments: [0.0, 30, -52, 88])
    func `lines at any angle stay on the surface`(angle: Double) {
        var surface = Surface()
        surface.add(square(0, 10))
        let weave = Weave(surface: surface, angle: angle)
        let points = weave.lines(spacing: 1).flatMap { weave.run($0) }
        #expect(points.count > 8)
        #expect(points.allSatisfy { (-0.01...10.01).contains($0.x) && (-0.01...10.01).contains($0.y) })
    }
}
