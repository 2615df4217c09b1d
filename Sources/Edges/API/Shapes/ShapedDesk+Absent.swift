import Accounts
import Engines
import FoundationEssentials
import HTTPKit
import Kernel
import Purposes
import Studio

extension ShapedDesk {
    /// What somebody orders who is not waiting for it: its pictures are stored as if they were, and who they are was settled when
    /// they handed it over.
    ///
    /// Asked again for the same request, it brings no picture twice.
    /// - Throws: `Problem`, with the fields of the native API.
    func settled(_ order: ShapedOrder, of person: Person, with key: APIKey?) async throws -> Order {
        let model = try self.model(for: order)
        var stored = StoredInputs()
        if !order.pictures.isEmpty || order.conversationOf != nil {
            try checkAddresses(of: order)
            let owner = key.map { Person.program($0) } ?? person
            let (files, mask) = try await files(of: order, by: owner)
            stored = try await StoredInputs(
                files,
                mask: mask,
                goingOnWith: order.conversationOf,
                from: SenderShelf(of: owner, studio, gate)
            )
        }
        var settled = Order(
            task: stored.task(for: model),
            prompt: try Prompt(order.prompt),
            model: model.id,
            spec: try model.spec(for: order.size, after: stored.source),
            count: order.count,
            seed: model.takesSeed ? try order.seed.map(Seed.init(asked:)) : nil
        )
        (settled.budget, settled.seesOnly) = (key?.budget, key.flatMap { Person.program($0).confinement })
        return settled
    }
}
