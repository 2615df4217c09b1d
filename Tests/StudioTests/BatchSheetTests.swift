import Kernel
import Studio
import Testing

/// Tables and lists, as people write them.
struct BatchSheetTests {
    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
        ("\u{FEFF}a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a;b\n1;2,5\n", [["a", "b"], ["1", "2,5"]]),
        ("a\tb\n1\t2,5\n", [["a", "b"], ["1", "2,5"]]),
        ("a,b\n\n\"1\",\"2, \"\"x\"\"\ny\"\n", [["a", "b"], ["1", "2, \"x\"\ny"]]),
        ("a\n漢 字\n", [["a"], ["漢 字"]]),
        ("a,b\n,\n", [["a", "b"], ["", ""]]),
        ("", []), ("\n\r\n", []),
    ])
    func `fields are what RFC 4180 says`(text: String, fields: [[String]]) throws {
        #expect(try DelimitedText(text, mostRecords: 10).records.map(\.fields) == fields)
    }

    @Test func `a record knows the line on which it begins`() throws {
        let records = try DelimitedText("a\n\"1\n2\"\n\n3\n", mostRecords: 10).records
        #expect(records.map(\.line) == [1, 2, 5])
    }

    @Test(arguments: [
        ("a,b\n1,\"2\n", 2, 3), ("a,b\n1,\"2\"x\n", 2, 6), ("a\nb\"c\n", 2, 2), ("a\rb", 1, 2),
        ("a,\"b\"\"", 1, 3),
    ])
    func `what is malformed is told by line and place`(text: String, line: Int, column: Int) {
        let place = ["line": "\(line)", "column": "\(column)"]
        #expect(throws: Problem(.tableMalformed, field: "csv", place)) {
            try DelimitedText(text, mostRecords: 10)
        }
    }

    @Test func `a table has 40 columns at most`() throws {
        let row = Array(repeating: "x", count: 40).joined(separator: ",")
        #expect(try DelimitedText(row, mostRecords: 1).records[0].fields.count == 40)
        #expect(throws: Problem.self) { try DelimitedText(row + ",x", mostRecords: 1) }
    }

    @Test func `what is written so is read back, whatever it holds`() throws {
        var generator = SeededGenerator(Seed(clamping: 9))
        let texts = Scramble.texts(of: "a,;\t\"\r\n 漢", count: 400, with: &generator)
        let quoted = texts.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
        let records = try DelimitedText(quoted.joined(separator: "\r\n"), mostRecords: 400).records
        #expect(records.map(\.fields) == texts.map { [$0] })
    }

    @Test func `no text, however cut or changed, is more than refused`() {
        var generator = SeededGenerator(Seed(clamping: 10))
        let whole = "a,b\r\n\"1\"\"\n\",漢\n"
        for text in Scramble.cuts(of: whole) + Scramble.texts(of: whole, count: 2_000, with: &generator) {
            let records = (try? DelimitedText(text, mostRecords: 100).records) ?? []
            #expect(records.allSatisfy { !$0.fields.isEmpty })
            _ = try? BatchSheet(either: text, filling: nil)
        }
    }

    @Test func `a table's first line names its columns`() throws {
        let template = try PromptTemplate("a {animal}")
        let text = "animal , size,n\ncat,64x64,\n\"dog\",,2\n"
        let lines = try BatchSheet(table: text, filling: template).lines
        #expect(lines.map(\.values) == [["animal": "cat", "size": "64x64"], ["animal": "dog", "n": "2"]])
        #expect(lines.map(\.place.line) == [2, 3])
        #expect(lines[1][.n] == "2" && lines[1][.size] == nil)
    }

    @Test func `a column that nobody knows is refused, with those that are known`() throws {
        let template = try PromptTemplate("a {animal}")
        let problem = #expect(throws: Problem.self) {
            try BatchSheet(table: "animal,siez\ncat,64x64\n", filling: template)
        }
        #expect(problem?.code == .columnUnknown)
        #expect(problem?.arguments["line"] == "1" && problem?.arguments["column"] == "siez")
        #expect(problem?.arguments["known"]?.hasPrefix("animal, prompt, size") == true)
        let row = #expect(throws: Problem.self) { try BatchSheet(rows: [["x": "1"]], filling: nil) }
        #expect(row?.field == "rows[0].x")
    }

    @Test(arguments: [
        ("prompt,prompt\na,b\n", Problem.Code.columnRepeated), ("prompt,size\na\n", .rowLengthDiffers),
        ("prompt\na,b\n", .rowLengthDiffers), ("prompt\n", .batchEmpty), ("", .batchEmpty),
    ])
    func `a table that is none is refused by its code`(text: String, code: Problem.Code) {
        let problem = #expect(throws: Problem.self) { try BatchSheet(table: text, filling: nil) }
        #expect(problem?.code == code)
    }

    @Test func `a list is one prompt a line, or the only variable`() throws {
        let plain = try BatchSheet(list: "a red cat, sitting\n\n  a {dog} \r\n", filling: nil).lines
        #expect(plain.map { $0[.prompt] } == ["a red cat, sitting", "a {dog}"])
        #expect(plain.map(\.place.line) == [1, 3])
        let filling = try BatchSheet(list: "cat\ndog", filling: PromptTemplate("a {animal}")).lines
        #expect(filling.map(\.values) == [["animal": "cat"], ["animal": "dog"]])
        for template in ["a {b} {c}", "none"] {
            #expect(throws: Problem(.listNeedsOneVariable, field: "list")) {
                try BatchSheet(list: "cat", filling: PromptTemplate(template))
            }
        }
    }

    @Test(arguments: [
        ("prompt,size\na,64x64", "", 1), ("prompt\na\nb", "", 2), ("a cat\na dog", "", 2),
        ("a cat, black\na dog", "", 2), ("animal\ncat", "{animal}", 1), ("cat\ndog", "{animal}", 2),
        ("a,b\n1,2", "{a}{b}", 1),
    ])
    func `a text is a table when its first line names columns`(
        text: String,
        words: String,
        rows: Int
    ) throws {
        let template: PromptTemplate? = words.isEmpty ? nil : try PromptTemplate(words)
        #expect(try BatchSheet(either: text, filling: template).lines.count == rows)
    }

    @Test func `there are 500 rows and 1 MB at most`() throws {
        let row = "a cat\n"
        #expect(try BatchSheet(list: String(repeating: row, count: 500), filling: nil).lines.count == 500)
        let problem = Problem(.batchTooLong, field: "list", ["most": "500"])
        #expect(throws: problem) { try BatchSheet(list: String(repeating: row, count: 501), filling: nil) }
        let table = "prompt\n" + String(repeating: row, count: 500)
        #expect(try BatchSheet(table: table, filling: nil).lines.count == 500)
        #expect(throws: Problem(.batchTooLong, field: "csv", ["most": "500"])) {
            try BatchSheet(table: table + row, filling: nil)
        }
        #expect(throws: Problem(.tableTooLarge, field: "list", ["limit": "1"])) {
            try BatchSheet(list: String(repeating: "x", count: 1_000_001), filling: nil)
        }
        let rows = Array(repeating: ["prompt": "a"], count: 501)
        #expect(throws: Problem.self) { try BatchSheet(rows: rows, filling: nil) }
    }
}
