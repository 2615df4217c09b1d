import Kernel
import Testing

@testable import Typography

struct FontTests {
    @Test func `what is offered is installed and has weights`() {
        let families = Typography.families
        #expect(families.count > 20)
        #expect(Set(families.map(\.name)).count == families.count)
        #expect(families.allSatisfy { !$0.weights.isEmpty && $0.weights.allSatisfy((100...900).contains) })
        #expect(families.contains { $0.name == "Noto Sans CJK TC" && $0.weights == [400, 700] })
    }

    @Test(arguments: Typography.families.map(\.name))
    func `every family draws, and none like another`(name: String) async throws {
        let canvas = try await TypeCase.draw(TypeCase.setting("Hamburg 永 123") { $0.family = name })
        #expect(canvas.weight > 500)
        #expect(canvas.set.metrics.unknown == 0)
        let other = try await TypeCase.draw(
            TypeCase.setting("Hamburg 永 123") { $0.family = name == "Noto Sans" ? "Lato" : "Noto Sans" }
        )
        #expect(canvas.pixels != other.pixels)
    }

    @Test(arguments: Typography.families)
    func `every weight of a family has strokes of its own`(family: FontFamily) async throws {
        var seen: [Int] = []
        for weight in family.weights {
            let canvas = try await TypeCase.draw(
                TypeCase.setting("Hamburg", size: .exactly(60)) {
                    $0.family = family.name
                    $0.weight = weight
                },
                in: PixelSize(width: 800, height: 200)
            )
            seen.append(canvas.opaque)
        }
        #expect(Set(seen).count == family.weights.count)
    }

    @Test(arguments: [("Noto Sanz", "Noto Sans"), ("lobster", "Lobster Two"), ("Bebas", "Bebas Neue")])
    func `a font that there is not is refused, and the nearest are named`(
        wrong: String,
        near: String
    ) async throws {
        let setting = TypeCase.setting { $0.family = wrong }
        let refusal = await #expect(throws: TypographyError.self) {
            try await TypeCase.typography.set(setting, in: TypeCase.box)
        }
        let problem = try #require(refusal?.problem)
        #expect(problem.code == .fontUnknown)
        #expect(problem.field == "family")
        #expect(problem.arguments["nearest"]?.hasPrefix(near) == true)
    }

    @Test(arguments: [(100, 400), (549, 400), (550, 700), (900, 700)])
    func `the nearest weight that there is is taken`(asked: Int, taken: Int) {
        #expect(FontCatalogue.nearestWeight(to: asked, of: "Noto Sans") == taken)
    }

    @Test func `italics are italic, and letters without one are slanted`() async throws {
        for name in ["Noto Sans", "Bebas Neue", "Noto Sans CJK TC"] {
            let upright = try await TypeCase.draw(TypeCase.setting("IHI 永") { $0.family = name })
            let slanted = try await TypeCase.draw(
                TypeCase.setting("IHI 永") {
                    $0.family = name
                    $0.isItalic = true
                }
            )
            #expect(upright.pixels != slanted.pixels)
        }
    }
}
