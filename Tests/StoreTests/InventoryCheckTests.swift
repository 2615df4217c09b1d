import Kernel
import Store
import Testing

struct InventoryCheckTests {
    static let live = LiveSchema(tables: ["note": ["id", "subject_id", "text"], "page": ["id", "note_id"]])
    static let note = table(
        "note",
        .column("subject_id"),
        [.key("id"), .subject("subject_id"), text("text")]
    )
    static let page = table("page", .through("note_id", table: "note"), [.key("id"), .key("note_id")])

    @Test func `a complete inventory passes`() throws {
        try Self.live.check(against: [Self.note, Self.page])
    }

    @Test(
        arguments: [
            (
                [note], .undeclaredTable("page"), "table page is in the database but not in the inventory"
            ),
            (
                [note, page, table("gone", .nobody, [.key("id")])], .missingTable("gone"),
                "table gone is in the inventory but not in the database"
            ),
            (
                [table("note", .column("subject_id"), [.key("id"), .subject("subject_id")]), page],
                .undeclaredColumn(table: "note", column: "text"),
                "column note.text is in the database but not in the inventory"
            ),
            (
                [note, table("page", page.subject, page.columns + [text("extra")])],
                .missingColumn(table: "page", column: "extra"),
                "column page.extra is in the inventory but not in the database"
            ),
            ([note, page, page], .declaredTwice("page"), "page is in the inventory twice"),
            (
                [note, table("page", page.subject, page.columns + [.key("id")])], .declaredTwice("page.id"),
                "page.id is in the inventory twice"
            ),
            (
                [note, table("page", .through("other_id", table: "note"), page.columns)],
                .badSubjectPath(table: "page"),
                "table page does not lead to the subject that its inventory names"
            ),
            (
                [note, table("page", .through("note_id", table: "nothing"), page.columns)],
                .badSubjectPath(table: "page"),
                "table page does not lead to the subject that its inventory names"
            ),
            (
                [table("note", .nobody, note.columns), table("page", .nobody, page.columns)],
                .badSubjectPath(table: "note"),
                "table note does not lead to the subject that its inventory names"
            ),
            (
                [table("note", .column("id"), note.columns), page], .badSubjectPath(table: "note"),
                "table note does not lead to the subject that its inventory names"
            ),
        ] as [([InventoryTable], InventoryDifference, String)]
    )
    func `each difference is named`(
        inventory: [InventoryTable],
        difference: InventoryDifference,
        words: String
    ) {
        let refusal = #expect(throws: UndeclaredStore.self) { try Self.live.check(against: inventory) }
        #expect(refusal?.differences == [difference])
        #expect(difference.description == words)
    }

    @Test func `the refusal names every difference, in a stable order`() throws {
        let refusal = try #require(throws: UndeclaredStore.self) { try Self.live.check(against: []) }
        #expect(refusal.differences == [.undeclaredTable("note"), .undeclaredTable("page")])
        #expect(refusal.description.hasPrefix("undeclared_store: table note"))
    }

    private static func table(
        _ name: String,
        _ subject: SubjectPath,
        _ columns: [InventoryColumn]
    ) -> InventoryTable {
        guard subject != .nobody else { return InventoryTable(ofNobody: name, columns: columns) }
        return InventoryTable(name, subject: subject, keep: .withSubject, columns: columns)
    }

    private static func text(_ name: String) -> InventoryColumn {
        .personal(
            name,
            .content,
            for: ProvideService.definition,
            storage: .sealed,
            export: .opened,
            erase: .deleteRow
        )
    }
}
