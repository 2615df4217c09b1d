import Kernel
import Studio
import TestSupport
import Testing

/// What rows stand for, before anything is ordered.
struct BatchRecipeTests {
    @Test func `a row says what it wants otherwise, and the rest holds for all`() throws {
        var defaults = BatchDefaults()
        (defaults.model, defaults.size, defaults.count, defaults.seed) = ("free", "64x64", "2", "5")
        let recipe = try BatchRecipe(template: PromptTemplate("a {animal}"), defaults: defaults)
        let table = """
            animal,size,aspect_ratio,n,seed,style,model,prompt
            cat,,,,,,,
            dog,96x64,,1,9,flat,paid,
            ,,16:9,,,,,an owl
            """
        let lines = try BatchSheet(table: table, filling: recipe.template).lines
        let orders = try lines.map { try recipe.order(of: $0) }
        #expect(orders.map(\.prompt.text) == ["a cat", "a dog", "an owl"])
        #expect(orders.map { $0.spec?.size.description } == ["64x64", "96x64", "1376x768"])
        #expect(orders.map(\.count) == [2, 1, 2])
        #expect(orders.map { $0.seed?.number } == [5, 9, 5])
        #expect(orders.map(\.style) == [nil, "flat", nil])
        #expect(orders.map(\.model) == ["free", "paid", "free"])
    }

    @Test(arguments: [
        ("size", "big", Problem.Code.sizeMalformed), ("n", "many", .countOutOfBounds),
        ("n", "11", .countOutOfBounds),
        ("seed", "-1", .seedOutOfBounds), ("aspect_ratio", "9:1", .aspectRatioUnknown),
        ("resolution", "8K", .resolutionUnknown), ("prompt", "a\u{0}b", .promptControlCharacters),
    ])
    func `a value that no order takes is told by line and column`(
        column: String,
        value: String,
        code: Problem.Code
    ) throws {
        let recipe = try BatchRecipe(template: PromptTemplate("a cat"), defaults: BatchDefaults())
        let rows: [[String: String]] = [[:], [column: value]]
        let line = try BatchSheet(rows: rows, filling: recipe.template).lines[1]
        let problem = #expect(throws: Problem.self) { try recipe.order(of: line) }
        #expect(problem?.code == code && problem?.field == "rows[1].\(column)")
        #expect(problem?.arguments["line"] == "2" && problem?.arguments["column"] == column)
    }

    @Test func `a fault of what holds for all is no row's`() throws {
        var defaults = BatchDefaults()
        defaults.size = "big"
        #expect(throws: Problem(.sizeMalformed, field: "size")) {
            try BatchRecipe(template: nil, defaults: defaults)
        }
    }

    @Test func `without a template each row needs words`() throws {
        let recipe = try BatchRecipe(template: nil, defaults: BatchDefaults())
        let line = try BatchSheet(rows: [["size": "64x64"]], filling: nil).lines[0]
        let problem = #expect(throws: Problem.self) { try recipe.order(of: line) }
        #expect(problem?.code == .valueMissing && problem?.arguments["column"] == "prompt")
    }
}
