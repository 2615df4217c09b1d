import Kernel
import Privacy

/// A copy of an address that a correction does not reach while the relay is spoilt.
struct TamperedCopy: CorrectableCopy {
    static let places: Set<String> = []

    let copy: any CorrectableCopy
    let controls: TestControls

    func correct(_ address: CorrectedAddress, of subject: SubjectID) async throws {
        guard controls.mutation != .correctionLocal else { return }
        try await copy.correct(address, of: subject)
    }
}
