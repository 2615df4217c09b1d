package import Kernel
import Store

extension Privacy {
    /// Has holds and restrictions of single records follow what a visitor made into the account that it went to.
    ///
    /// May be called again.
    package func follow(from giver: SubjectID, to taker: SubjectID) async throws {
        let content = content
        try await store.write { tx in
            let (holds, restrictions) = (HoldRecords(tx), RestrictionRecords(tx))
            for hold in try holds.open(of: giver) where try content.owner(of: hold.record, in: tx) == taker {
                try holds.tie(hold, to: taker)
            }
            for image in try restrictions.images(of: giver)
            where try content.owner(of: .image(image), in: tx) == taker {
                try restrictions.tie(image, to: taker)
            }
        }
    }
}
