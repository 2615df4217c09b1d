import Kernel
import Testing

@testable import Engines

/// The reader of our subset of SVG never believes what it cannot read.
struct SketchScannerTests {
    private static let sound = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">
        <!-- a note -->
        <metadata>{"a": 1}</metadata>
        <g class="part"><path fill="{main}" d="M0 0L1 1Z"/></g>
        </svg>
        """

    private func scan(_ text: String) throws -> SVGElement {
        try SVGScanner.root(of: Array(text.utf8), file: "x.svg")
    }

    @Test func `elements, attributes and metadata are read`() throws {
        let root = try scan(Self.sound)
        #expect(root.children.map(\.name) == ["metadata", "g"])
        #expect(root.children[0].text == "{\"a\": 1}")
        #expect(root.children[1].children.first?.attributes["d"] == "M0 0L1 1Z")
        #expect(root.children[1].line == 4)
    }

    @Test(arguments: [
        "", "<", "<svg", "<svg>", "<svg/>x", "<svg></g>", "<svg a></svg>", "<svg a='1'/>",
        "<svg a=\"1\" a=\"2\"/>",
        "<svg a=\"&lt;\"/>", "<svg a=\"<\"/>", "<svg>text</svg>", "<?xml version=\"1.0\"?><svg/>",
        "<!DOCTYPE svg><svg/>",
        "<svg><![CDATA[x]]></svg>", "<svg><!-- </svg>", "<svg:g/>", "<svg/><svg/>", "<svg >< g/></svg>",
    ])
    func `anything else is refused`(text: String) {
        #expect(throws: LibraryDefect.self) { try scan(text) }
    }

    @Test func `nesting, elements, attributes and bytes are bounded`() {
        let deep = String(repeating: "<g>", count: 5_000) + String(repeating: "</g>", count: 5_000)
        #expect(throws: LibraryDefect.self) { try scan(deep) }
        #expect(throws: LibraryDefect.self) {
            try scan("<g>" + String(repeating: "<g/>", count: 5_000) + "</g>")
        }
        let many = (0..<20).map { " a\($0)=\"\"" }.joined()
        #expect(throws: LibraryDefect.self) { try scan("<g\(many)/>") }
        #expect(throws: LibraryDefect.self) {
            try scan("<g/>" + String(repeating: " ", count: SVGScanner.mostBytes))
        }
    }

    @Test func `no truncation is believed`() {
        let bytes = Array(Self.sound.utf8)
        for count in 0..<bytes.count - 1 {
            #expect(throws: LibraryDefect.self, "\(count)") {
                try SVGScanner.root(of: Array(bytes[..<count]), file: "x.svg")
            }
        }
    }

    @Test(arguments: ["subjects/cat.svg", "subjects/moon.svg", "settings/sea.svg"])
    func `mutated files are refused or sound, and never crash`(file: String) throws {
        let sound = try #require(SketchSupport.files()[file])
        var generator = SeededGenerator(Seed(clamping: 42))
        for _ in 0..<300 {
            var bytes = sound
            for _ in 0...Int(generator.next() % 4) {
                let place = Int(generator.next() % UInt64(bytes.count))
                switch generator.next() % 3 {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: generator.next())
                case 1: bytes.remove(at: place)
                default: bytes.insert(UInt8(generator.next() % 128), at: place)
                }
            }
            do throws(LibraryDefect) {
                if file.hasPrefix("subjects") {
                    let drawing = try SketchSubject(file: file, bytes: bytes).drawing.checked()
                    #expect(drawing.parts.count <= SubjectDrawing.mostParts)
                } else {
                    let layers = try Setting(file: file, bytes: bytes).drawing.checked()
                    #expect(layers.count <= Setting.mostLayers)
                }
            } catch {
                #expect(!error.reason.isEmpty)
            }
        }
    }

    @Test(arguments: [
        "M0 0L10 10Z", "M 0,0 l 10 10 z", "M0 0H5V5h-5z", "M0 0Q1 1 2 0C3 3 4 4 5 5", "m1 1 2 2 3 3",
        "M-.5-.5L1-1",
    ])
    func `path data is read`(data: String) {
        #expect(OutlineParser.outline(of: data) != nil)
    }

    @Test(arguments: [
        "", "L1 1", "M", "M1", "M0 0L1", "M0 0A1 1 0 0 0 2 2", "M0 0 X", "M0 0L1e5 1", "M0 0L9999999 1",
        "M0 0L--1 1",
    ])
    func `other path data is not`(data: String) {
        #expect(OutlineParser.outline(of: data) == nil)
    }

    @Test(arguments: ["rotate(10)", "rotate(10 5 5)", "translate(1,2) scale(2)", ""])
    func `transforms are read`(text: String) {
        #expect(TransformTemplate(text) != nil)
    }

    @Test(arguments: [
        "skewX(1)", "rotate()", "rotate(1 2)", "matrix(1 0 0 1 0 0)", "rotate(1", "rotate{1}", "x",
    ])
    func `other transforms are not`(text: String) {
        #expect(TransformTemplate(text) == nil)
    }

    @Test func `a relative path ends where its absolute twin does`() {
        #expect(
            OutlineParser.outline(of: "m10 10l5 0v5h-5z") == OutlineParser.outline(of: "M10 10L15 10V15H10Z")
        )
    }
}
