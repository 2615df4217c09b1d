import API
import Accounts
package import FoundationEssentials
import Imaging
import Kernel
import Studio

/// The Model Context Protocol in this process: the same Studio as the server's, over a throw-away store and key.
package enum MCPDesk {
    package struct Refusal: Error, CustomStringConvertible {
        package let description: String
    }

    /// Answers one line after another until they end.
    /// - Parameters:
    ///   - lines: what the client says.
    ///   - folder: where finished pictures are kept; nil to keep them no longer than the process.
    ///   - write: takes one line for the client, without its end.
    /// - Throws: `Refusal` for a folder that cannot be made, and whatever forbids the start.
    package static func serve(
        _ lines: LineReader,
        keeping folder: URL?,
        write: @escaping @Sendable (Data) -> Void
    ) async throws {
        let share = try ShareFolder.find()
        if let folder { try make(folder) }
        let choices = try Core.Choices(share)
        let core = try await Core.open(.throwaway(.real), choices, .real)
        let service = MCPService(
            core,
            Presenter(catalogues: choices.words),
            try ToolShelf(share),
            at: PicturePlaces(base: nil, keep: folder.map(keeper))
        )
        try await core.working {
            let (visitor, _) = try await core.accounts.welcome()
            let subject = visitor.subject
            let caller = MCPCaller(
                subject: subject,
                scopes: Set(KeyScope.allCases),
                language: .english
            ) { order in
                try await core.studio.submit(order, for: subject)
            }
            let conversation = MCPConversation(service, caller: caller, write: write)
            while let line = try await lines.next() {
                switch line {
                case .text(let text): await conversation.take(text)
                case .tooLong: await conversation.refuseLine()
                }
            }
            await conversation.end()
        }
    }

    private static func make(_ folder: URL) throws {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw Refusal(
                description: "\(folder.path) cannot be made; name a folder that can be written with --out"
            )
        }
    }

    private static func keeper(_ folder: URL) -> @Sendable (Image, Data) async throws -> String {
        { image, bytes in
            let file = folder.appending(path: "\(image.id.text).\(image.format.fileExtension)")
            try bytes.write(to: file, options: .atomic)
            return file.path
        }
    }
}
