import Kernel
import Studio
import Testing

struct PromptTemplateTests {
    private let place = BatchPlace(line: 4, member: "csv")

    @Test(arguments: [
        ("a {animal} in {place}", "a cat in Rome"), ("{animal}{place}", "catRome"), ("{animal}", "cat"),
        ("{{animal}} {animal}", "{animal} cat"), ("{{{animal}}}", "{cat}"), ("a } and }} b", "a } and } b"),
        ("一隻{動物}在{place}", "一隻貓在Rome"), ("{animal}, {animal}", "cat, cat"), ("no gap", "no gap"),
    ])
    func `gaps are filled, and doubled braces are braces`(text: String, filled: String) throws {
        let values = ["animal": "cat", "place": "Rome", "動物": "貓"]
        #expect(try PromptTemplate(text).filled(with: values, at: place).text == filled)
    }

    @Test func `what is filled in is words, whatever it holds`() throws {
        let template = try PromptTemplate("a {animal}")
        #expect(try template.filled(with: ["animal": "{animal} {{"], at: place).text == "a {animal} {{")
    }

    @Test func `variables come once each, in their order`() throws {
        #expect(try PromptTemplate("{b} {a} {b} {動物}").variables == ["b", "a", "動物"])
    }

    @Test(arguments: [
        ("a {", 3), ("a {b", 3), ("{}", 1), ("{1a}", 1), ("{a-b}", 1), ("{a b}", 1), ("x {{{", 5),
        ("{_a}", 1), ("{\(String(repeating: "a", count: 33))}", 1), ("{a{b}}", 1), ("{é}", 1),
    ])
    func `a brace that begins no name is told by its place`(text: String, place: Int) {
        let problem = Problem(.templateMalformed, field: "template", ["place": "\(place)"])
        #expect(throws: problem) { try PromptTemplate(text) }
    }

    @Test func `names have 32 characters at most, and 20 of them are enough`() throws {
        let longest = String(repeating: "a", count: 32)
        #expect(try PromptTemplate("{\(longest)}").variables == [longest])
        let many = (1...20).map { "{v\($0)}" }.joined()
        #expect(try PromptTemplate(many).variables.count == 20)
        #expect(throws: Problem(.templateTooManyVariables, field: "template", ["most": "20"])) {
            try PromptTemplate(many + "{one_more}")
        }
    }

    @Test(arguments: BatchColumn.allCases)
    func `a column's own name is no variable's`(column: BatchColumn) {
        let problem = Problem(.templateNameReserved, field: "template", ["name": column.rawValue])
        #expect(throws: problem) { try PromptTemplate("a {\(column.rawValue)}") }
    }

    @Test(arguments: [[:], ["animal": ""], ["animal": " \n"]] as [[String: String]])
    func `a missing value names line and column`(values: [String: String]) throws {
        let template = try PromptTemplate("a {animal}")
        #expect(throws: Problem(.valueMissing, field: "csv", ["line": "4", "column": "animal"])) {
            try template.filled(with: values, at: place)
        }
        let row = Problem(.valueMissing, field: "rows[3].animal", ["line": "4", "column": "animal"])
        #expect(throws: row) { try template.filled(with: values, at: .row(3)) }
    }

    @Test(arguments: ["", "  ", "a\u{0}b", String(repeating: "x", count: 32_001)])
    func `a template is within the bounds of a prompt`(text: String) {
        let problem = #expect(throws: Problem.self) { try PromptTemplate(text) }
        #expect(problem?.field == "template")
    }

    @Test func `words as a template are what they were`() throws {
        var generator = SeededGenerator(Seed(clamping: 7))
        for text in Scramble.texts(of: "a{b}{{c}}漢é\"", count: 500, with: &generator) {
            guard let words = try? Prompt(text) else { continue }
            let escaped = words.text.replacing("{", with: "{{").replacing("}", with: "}}")
            #expect(try PromptTemplate(escaped).filled(with: [:], at: place) == words)
        }
    }

    @Test func `no text, however cut or changed, is more than refused`() {
        var generator = SeededGenerator(Seed(clamping: 8))
        let whole = "a {animal} in {{place}} {動物} }} {"
        for text in Scramble.cuts(of: whole) + Scramble.texts(of: whole, count: 2_000, with: &generator) {
            guard let template = try? PromptTemplate(text) else { continue }
            let values = Dictionary(uniqueKeysWithValues: template.variables.map { ($0, "x") })
            #expect((try? template.filled(with: values, at: place)) != nil, "\(text)")
        }
    }
}

/// Texts that are nearly what they should be.
enum Scramble {
    /// Every beginning and every end.
    static func cuts(of text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        return (0...scalars.count).flatMap { place in
            [scalars[..<place], scalars[place...]].map { String(String.UnicodeScalarView($0)) }
        }
    }

    /// Characters of a text in any order and number.
    static func texts(of text: String, count: Int, with generator: inout SeededGenerator) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var texts: [String] = []
        for _ in 0..<count {
            let length = Int.random(in: 1...40, using: &generator)
            var made = String.UnicodeScalarView()
            for _ in 0..<length { made.append(scalars.randomElement(using: &generator) ?? "x") }
            texts.append(String(made))
        }
        return texts
    }
}
