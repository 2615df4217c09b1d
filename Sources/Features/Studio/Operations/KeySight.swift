import Billing
package import Kernel
package import Purposes
import Store

extension Studio {
    /// What jobs of keys have spent of their budgets, or hold.
    package func spending(of keys: [APIKeyID]) async throws -> [APIKeyID: KeySpending] {
        let billing = billing
        return try await store.read { tx in
            try Dictionary(keys.map { ($0, try billing.spent(by: $0, in: tx)) }) { first, _ in first }
        }
    }

    /// The key that a picture was ordered or brought with; nil for a person's own.
    /// - Throws: `Problem` `not_found`, for other people's pictures too.
    package func key(
        of image: ImageID,
        under permit: borrowing Permit<ProvideService>
    ) async throws -> APIKeyID? {
        let subject = permit.subject
        return try await store.read { tx in
            guard let picture = try ImageRecords(tx).picture(image, of: subject),
                let job = try JobRecords(tx).job(picture.job, of: subject)
            else { throw Problem(.notFound) }
            return job.key
        }
    }

    /// Checks that an order of a key that sees nothing but its own names no other picture.
    /// - Throws: `Problem` `not_found` with the field of the first that it may not know of.
    func requireSight(of order: Order, under permit: borrowing Permit<ProvideService>) async throws {
        guard let key = order.seesOnly else { return }
        for (image, field) in order.namedPictures {
            let found: APIKeyID?
            do {
                found = try await self.key(of: image, under: permit)
            } catch let problem as Problem where problem.code == .notFound {
                throw Problem(.notFound, field: field)
            }
            guard found == key else { throw Problem(.notFound, field: field) }
        }
    }
}

extension Order {
    /// Every picture that the order names, and where.
    fileprivate var namedPictures: [(image: ImageID, field: String)] {
        var named = task.inputs.map { (image: $0.input.image, field: $0.field) }
        if case .scene(.change(let picture), _) = task { named.append((picture, "scene_of")) }
        if let variationOf { named.append((variationOf, "variation_of")) }
        return named
    }
}
