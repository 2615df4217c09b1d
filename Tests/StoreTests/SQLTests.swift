import Kernel
import Store
import Testing

struct SQLTests {
    @Test(arguments: [
        (SQL.Placeholder.questionMark, "SELECT ? WHERE a = ? AND b IN (?, ?) AND c = ?"),
        (.dollar, "SELECT $1 WHERE a = $2 AND b IN ($3, $4) AND c = $5"),
    ])
    func `every interpolated value is a parameter, in its order`(style: SQL.Placeholder, text: String) {
        let part: SQL = "a = \("x'")"
        let statement: SQL = "SELECT \(1) WHERE \(part) AND b IN (\(list: [2, 3])) AND c = \(nil as String?)"
        let rendered = statement.rendered(style)
        #expect(rendered.text == text)
        #expect(rendered.values == [.integer(1), .text("x'"), .integer(2), .integer(3), .null])
    }

    @Test func `a name stands in double quotes`() throws {
        let name = try #require(SQLName("studio_job"))
        let statement: SQL = "DELETE FROM \(name: name)"
        #expect(statement.rendered(.questionMark).text == #"DELETE FROM "studio_job""#)
    }

    @Test(arguments: ["a", "studio_job", "t1", String(repeating: "a", count: 63)])
    func `plain words are names`(text: String) {
        #expect(SQLName(text)?.text == text)
    }

    @Test(arguments: ["", "A", "a b", "a\"", "a;", "ä", "a.b", "a\0", String(repeating: "a", count: 64)])
    func `nothing that could leave the quotes is a name`(text: String) {
        #expect(SQLName(text) == nil)
    }
}
