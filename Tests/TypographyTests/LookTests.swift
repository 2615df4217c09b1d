import Imaging
import Kernel
import Testing

@testable import Typography

struct LookTests {
    @Test(arguments: TypeCase.texts)
    func `letters have their fill and nothing else has`(text: String) async throws {
        let canvas = try await TypeCase.draw(TypeCase.setting(text) { $0.fill = .colour(TypeCase.red) })
        #expect(canvas.count(of: TypeCase.red) > 500)
        #expect(canvas.weight < canvas.size.pixels / 3)
    }

    @Test func `a gradient runs from its first to its last colour at its angle`() async throws {
        let stops = [TextGradient.Stop(at: 0, TypeCase.red), .init(at: 1, TypeCase.blue)]
        for (angle, horizontal) in [(0.0, true), (90.0, false)] {
            let setting = TypeCase.setting("MMMM\nMMMM", size: .exactly(80)) {
                $0.fill = .gradient(TextGradient(angle: angle, stops: stops))
                $0.weight = 700
            }
            let canvas = try await TypeCase.draw(setting)
            let ink = try #require(canvas.inked)
            let red = try #require(canvas.middle(of: \.[0], within: ink))
            let blue = try #require(canvas.middle(of: \.[2], within: ink))
            #expect(horizontal ? red.x < blue.x - 50 : red.y < blue.y - 25)
            #expect(abs(horizontal ? red.y - blue.y : red.x - blue.x) < 5)
        }
    }

    @Test(arguments: TypeCase.texts)
    func `an outline lies around the letters and not on them`(text: String) async throws {
        let plain = try await TypeCase.draw(TypeCase.setting(text) { $0.fill = .colour(TypeCase.red) })
        let outlined = try await TypeCase.draw(
            TypeCase.setting(text) {
                $0.fill = .colour(TypeCase.red)
                $0.outline = TextOutline(width: 0.08, TypeCase.blue)
            }
        )
        #expect(outlined.weight > plain.weight)
        #expect(outlined.count(of: TypeCase.blue) > 300)
        let kept = Double(outlined.count(of: TypeCase.red)) / Double(plain.count(of: TypeCase.red))
        #expect(kept > 0.9)
    }

    @Test func `an outline does not shine through letters that are half clear`() async throws {
        let canvas = try await TypeCase.draw(
            TypeCase.setting("M", size: .exactly(200)) {
                $0.weight = 700
                $0.fill = .colour(Colour(red: 255, green: 0, blue: 0, alpha: 128))
                $0.outline = TextOutline(width: 0.05, TypeCase.blue)
            }
        )
        let half = stride(from: 0, to: canvas.pixels.bytes.count, by: 4).filter {
            canvas.pixels.bytes[$0 + 3] == 128
        }
        #expect(half.count > 2_000)
        let red = half.count { canvas.pixels.bytes[$0 + 2] < 8 }
        #expect(red > half.count * 19 / 20)
    }

    @Test func `a shadow lies where it is thrown and fades over its blur`() async throws {
        let setting = TypeCase.setting("■", size: .exactly(100)) {
            $0.fill = .colour(TypeCase.red)
            $0.shadow = TextShadow(TypeCase.blue, x: 0.4, y: 0.5)
        }
        let sharp = try await TypeCase.draw(setting)
        let all = TextBounds(of: sharp.size)
        let red = try #require(sharp.middle(of: \.[0], within: all))
        let blue = try #require(sharp.middle(of: \.[2], within: all))
        #expect(blue.x > red.x + 20 && blue.y > red.y + 25)
        var blurred = setting
        blurred.shadow = TextShadow(TypeCase.blue, x: 0.4, y: 0.5, blur: 0.5)
        let soft = try await TypeCase.draw(blurred)
        #expect(soft.faint > sharp.faint + 2_000)
    }

    @Test(arguments: TextBacking.Kind.allCases)
    func `a backing covers its text`(kind: TextBacking.Kind) async throws {
        let canvas = try await TypeCase.draw(
            TypeCase.setting {
                $0.fill = .colour(TypeCase.red)
                $0.backing = TextBacking(kind, TypeCase.blue, padding: 0.2, radius: 0.3)
            }
        )
        let ink = try #require(canvas.inked)
        #expect(canvas.count(of: TypeCase.blue) > ink.width * ink.height / 3)
        let corner = canvas.alpha(ink.x, ink.y)
        #expect(kind == .box ? corner > 128 : corner < 128)
    }

    @Test func `stripes follow their lines, a box does not`() async throws {
        func weight(_ kind: TextBacking.Kind) async throws -> Int {
            try await TypeCase.draw(
                TypeCase.setting("long long line\nit") { $0.backing = TextBacking(kind, TypeCase.blue) }
            ).weight
        }
        #expect(try await Double(weight(.lines)) < Double(weight(.box)) * 0.8)
    }

    @Test func `opacity thins everything alike`() async throws {
        let change: (inout TextSetting) -> Void = {
            $0.backing = TextBacking(.box, TypeCase.blue)
            $0.outline = TextOutline(width: 0.05, .white)
        }
        let whole = try await TypeCase.draw(TypeCase.setting("A 🍌", change))
        let thin = try await TypeCase.draw(
            TypeCase.setting("A 🍌") {
                change(&$0)
                $0.opacity = 0.5
            }
        )
        let pairs = zip(whole.pixels.bytes.enumerated(), thin.pixels.bytes)
        let wrong = pairs.count { whole, thin in
            whole.offset % 4 == 3 ? abs(Int(whole.element) - 2 * Int(thin)) > 1 : whole.element != thin
        }
        #expect(wrong == 0)
    }

    @Test func `emoji keep their colours, whatever the fill is`() async throws {
        let plain = try await TypeCase.draw(TypeCase.setting("text"))
        let emoji = try await TypeCase.draw(TypeCase.setting("🍌 🎉 👨‍👩‍👧 🇹🇼"))
        #expect(plain.colourfulness == 0)
        #expect(emoji.colourfulness > 200)
        #expect(emoji.set.metrics.unknown == 0)
    }
}

extension Canvas {
    /// Pixels that are a little there.
    var faint: Int {
        stride(from: 3, to: pixels.bytes.count, by: 4).count { (1..<200).contains(pixels.bytes[$0]) }
    }

    /// The middle of a band's light, weighed by how much shows.
    func middle(
        of band: KeyPath<ArraySlice<UInt8>, UInt8>,
        within bounds: TextBounds
    ) -> (x: Double, y: Double)? {
        let place = band == \ArraySlice<UInt8>.[0] ? 0 : 2
        var (sum, x, y) = (0.0, 0.0, 0.0)
        for row in bounds.y..<bounds.y + bounds.height {
            for column in bounds.x..<bounds.x + bounds.width {
                let start = (row * size.width + column) * 4
                let light = Double(pixels.bytes[start + place]) * Double(pixels.bytes[start + 3])
                (sum, x, y) = (sum + light, x + light * Double(column), y + light * Double(row))
            }
        }
        return sum == 0 ? nil : (x / sum, y / sum)
    }
}
