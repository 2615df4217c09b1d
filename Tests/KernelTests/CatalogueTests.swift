import Foundation
import Kernel
import Testing

struct CatalogueTests {
    let catalogue = Catalogue(
        language: .english,
        strings: [
            "plain": "Hello.",
            "greeting": "Hello {name}, you have {count} of {count}.",
            "odd": "{ {name} } {unknown} {",
        ]
    )

    @Test func `placeholders take their arguments, each time they occur`() {
        #expect(
            catalogue[Message("greeting", ["name": "Ada", "count": "3"])] == "Hello Ada, you have 3 of 3."
        )
    }

    @Test func `an argument's own braces are left alone`() {
        let text = catalogue[Message("greeting", ["name": "{count}", "count": "{name}"])]
        #expect(text == "Hello {count}, you have {name} of {name}.")
    }

    @Test func `what has no argument stays as it is written`() {
        #expect(catalogue[Message("greeting", ["name": "Ada"])] == "Hello Ada, you have {count} of {count}.")
        #expect(catalogue["plain"] == "Hello.")
    }

    @Test func `a stray brace does no harm`() {
        #expect(catalogue[Message("odd", ["name": "Ada"])] == "{ Ada } {unknown} {")
    }

    @Test func `a key that is missing shows as itself`() {
        #expect(catalogue["no.such.key"] == "no.such.key")
        #expect(Catalogues([catalogue])[.traditionalChinese]["plain"] == "plain")
    }

    @Test(arguments: [#"{"a": {"b": "c"}}"#, #"["a"]"#, #"{"a": 1}"#, "", "{"])
    func `only one flat object of strings is a catalogue`(json: String) {
        #expect(throws: (any Error).self) { try Catalogue(language: .english, json: Data(json.utf8)) }
    }

    @Test func `a problem in a line of a table says first where it is`() {
        let strings = [
            "problem.in_line": "Line {line}, column {column}: {detail}",
            "problem.value_missing.detail": "There is nothing.",
        ]
        let catalogue = Catalogue(language: .english, strings: strings)
        let placed = Problem(.valueMissing, ["line": "4", "column": "animal"])
        #expect(catalogue.detail(of: placed) == "Line 4, column animal: There is nothing.")
        #expect(catalogue.detail(of: Problem(.valueMissing)) == "There is nothing.")
    }

    @Test func `a note's sentence has its words`() {
        let note = Note(.wordsNotDrawn, words: ["yeti", "quark"])
        #expect(note.message == Message("note.words_not_drawn", ["words": "yeti, quark"]))
    }
}
