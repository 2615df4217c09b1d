import Foundation
import Kernel
import Purposes
import Store
import TestSupport
import Vault

/// A vault over a ring in a folder, and a gate that lets everybody through.
struct VaultBench: Sendable {
    static let place = SealedPlace("note", "text", row: RowID.sample(1))

    let folder: TempFolder
    let master: MasterKey
    let ring: KeyRing
    let vault: Vault
    let gate: PurposeGate

    init(clock: Clock = TestClock().clock) async throws {
        try await self.init(folder: TempFolder(), master: MasterKey(.seeded(1)), clock: clock)
    }

    /// Another process on the same folder.
    init(
        folder: TempFolder,
        master: MasterKey,
        randomness: Randomness = .seeded(2),
        clock: Clock = TestClock().clock
    ) async throws {
        (self.folder, self.master) = (folder, master)
        let store = try SQLiteStore(file: folder["ring.sqlite"], surviving: .powerCut)
        ring = try await KeyRing.open(
            in: store,
            with: master,
            clock: clock,
            randomness: randomness
        )
        vault = Vault(ring: ring, master: master)
        gate = PurposeGate(policy: try .forTests, states: Everybody(), clock: .system)
    }

    func seal(_ text: String, for person: SubjectID, at place: SealedPlace = place) async throws -> Sealed {
        try await vault.seal(Data(text.utf8), at: place, under: gate.permit(ProvideService.self, for: person))
    }

    func open(_ sealed: Sealed, for person: SubjectID) async throws -> String {
        let plain = try await vault.open(sealed, under: gate.permit(ProvideService.self, for: person))
        return String(decoding: plain, as: UTF8.self)
    }
}

/// Nothing stands in anybody's way: the keys alone decide.
private struct Everybody: SubjectStates {
    func version() throws -> Int64 { 1 }

    func state(of subject: SubjectID) async throws -> SubjectState { SubjectState() }
}
