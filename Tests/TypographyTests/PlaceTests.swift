import Imaging
import Kernel
import Testing

@testable import Typography

struct PlaceTests {
    @Test(arguments: [
        (TextAlignment.start, TextVerticalAlignment.top), (.center, .middle), (.end, .bottom),
    ])
    func `ink stands where it is aligned to`(along: TextAlignment, across: TextVerticalAlignment) async throws
    {
        for text in ["HELLO", "你好"] {
            let canvas = try await TypeCase.draw(
                TypeCase.setting(text) {
                    $0.alignment = along
                    $0.verticalAlignment = across
                }
            )
            let ink = try #require(canvas.inked)
            let left = ink.x
            let right = canvas.size.width - ink.x - ink.width
            let top = ink.y
            let bottom = canvas.size.height - ink.y - ink.height
            switch along {
            case .start: #expect(left < 6 && top < 6)
            case .end: #expect(right < 6 && bottom < 14)
            case .center, .justify: #expect(abs(left - right) <= 4 && abs(top - bottom) <= 4)
            }
        }
    }

    @Test(arguments: TypeCase.texts)
    func `justified lines fill their box but for the last`(text: String) async throws {
        let canvas = try await TypeCase.draw(
            TypeCase.setting(text, size: .exactly(50)) { $0.alignment = .justify }
        )
        let lines = canvas.set.metrics.lines
        #expect(lines > 2)
        let first = canvas.rows(0..<50)
        #expect(try #require(first?.0) < 6)
        #expect(try #require(first?.1) > canvas.size.width - 9)
    }

    @Test func `balanced lines are as many and closer in length`() async throws {
        let text = "seventeen letters here a"
        let greedy = TypeCase.setting(text, size: .exactly(40))
        let balanced = TypeCase.setting(text, size: .exactly(40)) { $0.isBalanced = true }
        let one = try await TypeCase.draw(greedy)
        let other = try await TypeCase.draw(balanced)
        #expect(one.set.metrics.lines == other.set.metrics.lines)
        #expect(try #require(other.inked).width < #require(one.inked).width)
    }

    @Test func `lines are as far apart as asked for, whatever their scripts`() async throws {
        func top(_ text: String, _ spacing: Double) async throws -> Int {
            let canvas = try await TypeCase.draw(
                TypeCase.setting(text) { $0.lineSpacing = spacing },
                in: PixelSize(width: 300, height: 400)
            )
            return try #require(canvas.inked).height
        }
        let single = try await top("HH", 1)
        for text in ["HH\nHH", "HH\n字HH字"] {
            let close = try await top(text, 1)
            let far = try await top(text, 2)
            #expect(abs(far - close - 40) <= 1)
            #expect(close > single)
        }
    }

    @Test func `letter spacing is added between letters and not behind the last`() async throws {
        func width(_ spacing: Double) async throws -> Int {
            let canvas = try await TypeCase.draw(TypeCase.setting("HHHH") { $0.letterSpacing = spacing })
            return try #require(canvas.inked).width
        }
        #expect(abs(try await width(0.5) - width(0) - 60) <= 1)
    }

    @Test func `a rotated text is drawn whole, on a larger picture`() async throws {
        let upright = try await TypeCase.draw(TypeCase.setting("HELLO", size: .fit(4...500)))
        let turned = try await TypeCase.draw(
            TypeCase.setting("HELLO", size: .fit(4...500)) { $0.rotation = 30 }
        )
        #expect(turned.size.width > upright.size.width && turned.size.height > upright.size.height)
        #expect(turned.set.x < 0 && turned.set.y < 0)
        #expect(turned.set.metrics == upright.set.metrics)
        #expect(abs(turned.opaque - upright.opaque) < upright.opaque / 50)
    }

    @Test func `a quarter turn moves pixels and changes none`() async throws {
        let upright = try await TypeCase.draw(TypeCase.setting("HELLO"))
        let turned = try await TypeCase.draw(TypeCase.setting("HELLO") { $0.rotation = 90 })
        #expect(turned.size == PixelSize(width: upright.size.height, height: upright.size.width))
        let worst =
            (0..<upright.size.height).map { y in
                (0..<upright.size.width).map { x in
                    abs(Int(upright.alpha(x, y)) - Int(turned.alpha(turned.size.width - 1 - y, x)))
                }.max() ?? 0
            }.max() ?? 0
        #expect(worst <= 24)
    }

    @Test(arguments: [(90.0, true), (-90.0, false)])
    func `an arched text is highest in its middle, a sagging one lowest`(
        arc: Double,
        arches: Bool
    ) async throws {
        let canvas = try await TypeCase.draw(
            TypeCase.setting("HHHHHHHHHHH") {
                $0.arc = arc
                $0.verticalAlignment = .middle
            }
        )
        let ink = try #require(canvas.inked)
        let middle = try #require(
            canvas.top(ofColumns: ink.x + ink.width / 2 - 10..<ink.x + ink.width / 2 + 10)
        )
        let end = try #require(canvas.top(ofColumns: ink.x..<ink.x + 20))
        #expect(arches ? middle < end - 20 : middle > end + 20)
    }

    @Test func `a whole circle leaves its middle free`() async throws {
        let canvas = try await TypeCase.draw(
            TypeCase.setting("around and around it goes ", size: .fit(4...500)) {
                $0.arc = 360
                $0.alignment = .center
                $0.verticalAlignment = .middle
            },
            in: PixelSize(width: 400, height: 400)
        )
        let free = (170..<230).allSatisfy { x in (170..<230).allSatisfy { canvas.alpha(x, $0) == 0 } }
        #expect(free)
    }
}

extension Canvas {
    var opaque: Int {
        stride(from: 3, to: pixels.bytes.count, by: 4).reduce(0) { $0 + Int(pixels.bytes[$1]) } / 255
    }

    /// The first and the last column with ink in these rows.
    func rows(_ rows: Range<Int>) -> (Int, Int)? {
        let columns = (0..<size.width).filter { x in rows.contains { alpha(x, $0) > 0 } }
        guard let first = columns.first, let last = columns.last else { return nil }
        return (first, last)
    }

    func top(ofColumns columns: Range<Int>) -> Int? {
        (0..<size.height).first { y in columns.contains { alpha($0, y) > 0 } }
    }
}
