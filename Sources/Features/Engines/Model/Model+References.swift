package import Kernel

extension Model {
    /// From how many pictures on an engine takes as long as for its finest picture.
    private static let manyReferences = 5

    /// Refuses what this model cannot begin with: an order without the pictures or the mask that it has places for.
    /// - Parameters:
    ///   - count: how many pictures the order names.
    ///   - different: how many different ones; one that is named twice fills one place.
    ///   - hasMask: whether it says which part is meant.
    /// - Throws: `Problem` `too_few_images`, `too_many_images`, `mask_missing`, or `not_for_model` for a mask that it does not take.
    package func checkReferences(_ count: Int, different: Int, hasMask: Bool) throws(Problem) {
        guard different >= leastReferences else {
            let arguments = ["model": name ?? id, "least": "\(leastReferences)"]
            throw Problem(.tooFewImages, field: "images", arguments)
        }
        guard count <= mostReferences else {
            throw Problem(.tooManyImages, field: "images", ["most": "\(mostReferences)"])
        }
        guard !hasMask || takesMask == true else {
            throw Problem(.notForModel, field: "mask", ["model": id])
        }
        guard hasMask || needsMask != true else {
            throw Problem(.maskMissing, field: "mask", ["model": name ?? id])
        }
    }

    /// Seconds that one picture may take in a resolution, with so many pictures beside the words; nil for the usual ones.
    ///
    /// Many pictures are read for as long as a fine one is made.
    package func secondsAllowed(for resolution: Resolution, references: Int) -> Double? {
        references >= Self.manyReferences ? limits?.values.max() : limits?[resolution.rawValue]
    }
}
