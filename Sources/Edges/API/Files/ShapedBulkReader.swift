package import Accounts
package import FoundationEssentials
import HTTPKit
package import Kernel
package import Studio

/// Reads the lines of bulks in the words of their clients, and answers in them.
package struct ShapedBulkReader: BulkReader {
    private let accounts: Accounts
    private let openAI: OpenAIBulkLines
    private let gemini: GeminiBulkLines

    /// `base` is the base URL, without a slash at the end.
    package init(
        accounts: Accounts,
        desk: ShapedDesk,
        presenter: Presenter,
        base: String
    ) {
        self.accounts = accounts
        openAI = OpenAIBulkLines(desk: desk, dialect: OpenAIDialect(presenter: presenter), base: base)
        gemini = GeminiBulkLines(desk: desk, presenter: presenter)
    }

    package func line(_ text: Data, at position: Int, of bulk: BulkHead) -> BulkLine {
        switch bulk.dialect {
        case .openAI: openAI.line(text, at: position, of: bulk)
        case .gemini: gemini.line(text, at: position)
        }
    }

    package func order(_ request: Data, of bulk: BulkHead, row: RowID) async throws -> BulkOrder {
        // Whoever revokes a key means what it has handed over too.
        let key = try await bulk.key.asyncMap { try await accounts.standingKey($0, of: bulk.owner) }
        let person = Person.owner(bulk.owner)
        let (order, answer) =
            switch bulk.dialect {
            case .openAI: try await openAI.order(request, of: bulk, for: person, with: key)
            case .gemini: try await gemini.order(request, of: bulk, for: person, with: key)
            }
        return BulkOrder(order, answer: answer)
    }

    package func text(_ outcome: BulkOutcome, of bulk: BulkHead) async throws -> Data {
        switch bulk.dialect {
        case .openAI: try await openAI.text(outcome, of: bulk)
        case .gemini: try await gemini.text(outcome, of: bulk)
        }
    }
}

extension APIKeyID? {
    fileprivate func asyncMap(_ find: (APIKeyID) async throws -> APIKey) async throws -> APIKey? {
        guard let key = self else { return nil }
        return try await find(key)
    }
}
