import Foundation
import Testing

@testable import Engines

/// Which libraries are refused, and in which words.
struct SketchLibraryTests {
    /// One change to one file that ships.
    struct Damage: Sendable, CustomTestStringConvertible {
        let file: String
        let from: String
        let to: String
        let says: String

        init(_ file: String, _ from: String, _ to: String, _ says: String) {
            self.file = file
            self.from = from
            self.to = to
            self.says = says
        }

        var testDescription: String { says }
    }

    @Test func `the library that ships is sound`() throws {
        let library = try SketchSupport.library()
        try library.check()
        #expect(library.subjects.values.count { $0.poseOf == nil } >= 120)
        #expect(library.settings.count >= 8)
        let styles = [
            "flat", "paper-cut", "ink-wash", "line-art", "watercolour", "pixel-art", "poster", "risograph",
            "low-poly",
            "mosaic", "neon", "blueprint",
        ]
        #expect(library.styles.map(\.id) == styles)
        #expect(Set(library.times.keys) == ["dawn", "day", "dusk", "night"])
        #expect(library.styles.allSatisfy { $0.label["en"] != nil && $0.label["zh-Hant"] != nil })
    }

    @Test(arguments: [
        Damage("subjects/cat.svg", "{main}", "{mian}", "unknown colour variable {mian}"),
        Damage("subjects/cat.svg", "rotate({head} ", "rotate({haed} ", "unknown pose variable {haed}"),
        Damage("subjects/cat.svg", "{tail}", "3", "the pose variable tail is not used"),
        Damage("subjects/cat.svg", "fill=\"{main}\"", "fill=\"#ff0000\"", "is not a colour variable"),
        Damage(
            "subjects/cat.svg",
            "fill=\"{main}\"",
            "style=\"fill:red\" fill=\"{main}\"",
            "attribute style"
        ),
        Damage("subjects/cat.svg", "fill=\"{main}\"", "onclick=\"x\" fill=\"{main}\"", "attribute onclick"),
        Damage(
            "subjects/cat.svg",
            "<path fill",
            "<script/><path fill",
            "the element <script> is not allowed"
        ),
        Damage("subjects/cat.svg", "<path fill", "<image/><path fill", "the element <image> is not allowed"),
        Damage("subjects/cat.svg", "<path fill", "<text/><path fill", "the element <text> is not allowed"),
        Damage("subjects/cat.svg", "<path fill", "words <path fill", "there is text"),
        Damage("subjects/cat.svg", "Z\"", "\"", "a filled shape is not closed"),
        Damage("subjects/cat.svg", "\"foot\"", "\"feet\"", "unknown key \"feet\""),
        Damage("subjects/cat.svg", "\"foot\": [", "\"foot\": [9", "foot is not a point of the view box"),
        Damage(
            "subjects/cat.svg",
            "\"id\": \"cat\"",
            "\"id\": \"dog\"",
            "the id \"dog\" is not the file's name"
        ),
        Damage("subjects/cat.svg", "\"at\": [", "\"at\": [\"mars\", ", "unknown setting \"mars\""),
        Damage(
            "subjects/cat.svg",
            "\"mirror\": true",
            "\"mirror\": true, \"faces\": \"up\"",
            "\"faces\" has a value that is not known"
        ),
        Damage(
            "subjects/cat.svg",
            "\"mirror\": true",
            "\"mirror\": true, \"pose_of\": {\"subject\": \"lynx\", \"pose\": \"asleep\"}",
            "is a pose of \"lynx\", which is no subject"
        ),
        Damage(
            "subjects/cat.svg",
            "\"mirror\": true",
            "\"mirror\": true, \"pose_of\": {\"subject\": \"dog\", \"pose\": \"asleep\"}",
            "the id of a pose is its subject's and the pose's"
        ),
        Damage("subjects/cat.svg", "\"format\": 1", "\"format\": 2", "format 2 is not 1"),
        Damage("subjects/cat.svg", "\"kitten\"", "\"dog\"", "the word \"dog\" is used twice"),
        Damage("subjects/cat.svg", "\"kitten\"", "\"Kitten\"", "the word \"Kitten\""),
        Damage("subjects/cat.svg", "\"stands\": \"ground\"", "\"stands\": \"air\"", "\"stands\" has a value"),
        Damage(
            "subjects/cat.svg",
            "\"main\": \"#e8934a\"",
            "\"main\": \"orange\"",
            "\"orange\" is not #rrggbb"
        ),
        Damage(
            "subjects/cat.svg",
            "viewBox=\"0 0 208 200\"",
            "viewBox=\"0 0 20 200\"",
            "is not a point of the view box"
        ),
        Damage("subjects/cat.svg", "<g class=\"part\"", "<g class=\"path\"", "class=\"part\""),
        Damage(
            "subjects/cat.svg",
            "xmlns=\"http://www.w3.org/2000/svg\"",
            "xmlns=\"x\"",
            "xmlns is not SVG's"
        ),
        Damage("settings/sea.svg", "data-kind=\"band\"", "data-kind=\"bend\"", "data-kind is not"),
        Damage(
            "settings/sea.svg",
            "data-fill=\"sea\"",
            "data-fill=\"see\"",
            "data-fill does not name a colour"
        ),
        Damage("settings/sea.svg", "data-every=\"150\"", "data-every=\"1\"", "data-every is not"),
        Damage("settings/sea.svg", "d=\"M0 0L1000 0\"", "d=\"M0 0L900 0\"", "a band's variant has one edge"),
        Damage("settings/sea.svg", "\"beach\"", "\"desert\"", "the word \"desert\" is used twice"),
        Damage("settings/times.json", "\"strength\": 0.5", "\"strength\": 5", "strength is not within"),
        Damage("settings/times.json", "\"shadow\": 0.95", "\"shadow\": 3", "shadow is not within"),
        Damage("settings/weathers.json", "\"drops\": 330", "\"drops\": 9000", "drops is not within"),
        Damage("settings/weathers.json", "\"leaf\"", "\"leave\"", "has a value that is not known"),
        Damage("settings/weathers.json", "\"autumn\"", "\"fall\"", "unknown season \"fall\""),
        Damage("settings/weathers.json", "\"id\": \"rain\"", "\"id\": \"fog\"", "\"fog\" is used twice"),
        Damage("settings/tones.json", "\"chroma\": 0.78", "\"chroma\": 7", "chroma is not within"),
        Damage("settings/tones.json", "#9cc4c8", "#9cc4c", "\"#9cc4c\" is not #rrggbb"),
        Damage("settings/materials.json", "\"grain\"", "\"grains\"", "has a value that is not known"),
        Damage("settings/materials.json", "\"opacity\": 0.66", "\"opacity\": 0", "opacity is not within"),
        Damage("styles/flat.json", "\"facets\"", "\"facet\"", "\"fill\" has a value that is not known"),
        Damage("styles/flat.json", "\"Quicksand\"", "\"x;y\"", "fonts are not plain"),
        Damage(
            "styles/neon.json",
            "\"shine\"",
            "\"gleam\"",
            "\"finish.gleam\" has a value that is not known"
        ),
        Damage("styles/neon.json", "\"strength\": 1.25", "\"strength\": 9", "strength is not within"),
        Damage("styles/mosaic.json", "\"grout\"", "\"grunt\"", "\"finish.inlay.grunt\" has a value"),
        Damage("styles/mosaic.json", "\"across\": 84", "\"across\": 5", "across is not within"),
        Damage("styles/mosaic.json", "\"grout\": \"#", "\"grout\": \"x", "is not #rrggbb"),
        Damage(
            "styles/pixel-art.json",
            "\"colours\": 32",
            "\"colours\": \"few\"",
            "\"finish.pixels.colours\" has the wrong type"
        ),
        Damage("styles/risograph.json", "\"pitch\": 4.7", "\"pitch\": 0", "pitch is not within"),
        Damage("styles/risograph.json", "\"inks\": [", "\"inks\": [[], ", "inks are not"),
        Damage("styles/watercolour.json", "\"rims\": 0.8", "\"rims\": 8", "a share of paint is not within"),
        Damage("styles/poster.json", "\"blocks\"", "\"facets\"", "colours are too few or too many"),
        Damage("words/en.json", "\"under\": [", "\"udner\": [", "unknown relation \"udner\""),
        Damage("words/en.json", "\"dusk\": [", "\"dask\": [", "unknown time of day \"dask\""),
        Damage("words/zh.json", "{", "[", "is not JSON"),
    ])
    func `a defect is refused with its file and reason`(_ damage: Damage) throws {
        // The fewer files, the sooner all of these are read.
        var files = try SketchSupport.files().filter { file, _ in
            !file.hasPrefix("subjects") || ["subjects/cat.svg", "subjects/dog.svg"].contains(file)
        }
        let text = String(decoding: try #require(files[damage.file]), as: UTF8.self)
        let range = try #require(text.range(of: damage.from), "the test's own text is gone")
        files[damage.file] = Array(text.replacingCharacters(in: range, with: damage.to).utf8)
        let defect = try #require(throws: LibraryDefect.self) {
            try SketchLibrary(files: files).check()
        }
        #expect(defect.description.contains(damage.says), "\(defect)")
        #expect(defect.file.hasPrefix(damage.file) || damage.says.contains("twice"))
    }

    @Test(arguments: [
        "settings/times.json", "settings/weathers.json", "settings/tones.json", "settings/materials.json",
        "settings/meadow.svg", "styles",
    ])
    func `what everything needs must be there`(missing: String) throws {
        let files = try SketchSupport.files().filter { !$0.key.hasPrefix(missing) }
        #expect(throws: LibraryDefect.self) { try SketchLibrary(files: files) }
    }

    @Test func `a file that does not belong is refused`() throws {
        var files = try SketchSupport.files()
        files["subjects/cat.png"] = [0x89]
        #expect(throws: LibraryDefect.self) { try SketchLibrary(files: files) }
    }

    @Test func `a folder that is not there is named`() throws {
        let nowhere = SketchSupport.folder.appending(path: "nowhere")
        let defect = try #require(throws: LibraryDefect.self) { try SketchLibrary(folder: nowhere) }
        #expect(defect.description.contains("is not a folder that can be read"))
    }

    @Test func `a new subject is a new file`() throws {
        var files = try SketchSupport.files()
        files["subjects/ball.svg"] = Array(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
            <metadata>{"format": 1, "id": "ball", "label": {"en": "ball", "zh-Hant": "球"},
              "words": {"en": ["zorb", "zorbs"], "zh": ["皮球"]}, "kind": "object",
              "stands": "ground", "height": 0.2,
              "foot": [50, 98], "mirror": true, "palettes": [{"main": "#ff0000"}, {"main": "#00ff00"}]}</metadata>
            <g class="part"><circle fill="{main}" cx="50" cy="50" r="48"/></g>
            </svg>
            """.utf8
        )
        let library = try SketchLibrary(files: files)
        #expect(Reading("two zorbs", lexicon: library.lexicon).summary == "2 ball")
        #expect(Reading("三個皮球", lexicon: library.lexicon).summary == "3 ball")
    }
}
