import Foundation
import Imaging
import Kernel

/// What the way through the product adds to a provider's own time, beside LiteLLM's proxy before the same stub.
///
/// Of both a picture is one `POST /v1/images/generations`. Of ours the job, its price, the call and the picture are durable before it is
/// answered; of LiteLLM's nothing is kept. All clients open a connection a request, and both sides meet the same load in turns.
struct Adapting {
    private static let clients = 16
    private static let rounds = 3
    /// Pictures of one client alone, for the median.
    private static let alone = 100
    private static let model = "stub"

    private struct Load {
        let name: String
        let picture: Data
        let size: String
        /// Pictures of a client in a round; both sides bound how much one network asks for in a minute.
        let times: Int
        /// How many times the peer's rate is asked of ours.
        let factor: Double

        var order: [String: String] {
            ["prompt": "a red kite over green hills", "model": Adapting.model, "size": size]
        }
    }

    let share: ShareContents

    func findings() async throws -> [Finding] {
        let packages = Self.packages()
        let small = Load(name: "69 bytes", picture: Self.pixel, size: "64x64", times: 20, factor: 30)
        let large = Load(
            name: "1 MB",
            picture: try await Self.noise(),
            size: "592x592",
            times: 4,
            factor: 5
        )
        return try await added(small, packages) + crowded(small, packages) + crowded(large, packages)
    }

    /// Nil, with a word on it, where LiteLLM cannot be installed.
    private static func packages() -> PythonFolder? {
        do {
            return try LiteLLM.installed()
        } catch {
            Progress.say("adapters: skipped what is beside LiteLLM, which cannot be installed: \(error)")
            return nil
        }
    }

    /// What one client alone waits longer for a picture than if it asked the stub itself.
    private func added(_ load: Load, _ packages: PythonFolder?) async throws -> [Finding] {
        let stub = try await StubUpstream(handing: load.picture)
        let server = try server(before: stub)
        let peer = try packages.map { try LiteLLM(before: stub, in: $0) }
        let client = try JobClient(server.http, ordering: load.order)
        let straight = try await Samples.timing(Self.alone) { _ in
            _ = try stub.http.post("/v1/images/generations", [:], Data("{}".utf8))
        }
        let ours = try await Samples.timing(Self.alone) { _ in try client.generate(load.order) }
        let own = Quantity.seconds(ours.median - straight.median)
        let name = "\(load.name), 1 client, added by /v1"
        var findings = [Finding(name, own, .budget(1.5e-3))]
        if let peer {
            try peer.client.fetch(load.size)
            let theirs = try await Samples.timing(Self.alone) { _ in try peer.client.fetch(load.size) }
            let added = Quantity.seconds(theirs.median - straight.median)
            findings.append(Finding("\(name), to LiteLLM", own, .share(1, of: added)))
        }
        return withExtendedLifetime((stub, server, peer)) { findings }
    }

    /// How long a picture takes when many clients ask at once, by what all of them got.
    private func crowded(_ load: Load, _ packages: PythonFolder?) async throws -> [Finding] {
        guard let packages else { return [] }
        let stub = try await StubUpstream(handing: load.picture)
        let server = try server(before: stub)
        let peer = try LiteLLM(before: stub, in: packages)
        let (crew, order, size, client) = (Crew(size: Self.clients), load.order, load.size, peer.client)
        let people = try (0..<Self.clients).map { _ in try JobClient(server.http, ordering: order) }
        _ = try await crew.time(1) { _ in try client.fetch(size) }
        var (ours, theirs) = (Duration.zero, Duration.zero)
        for _ in 0..<Self.rounds {
            ours += try await crew.time(load.times) { try people[$0].generate(order) }
            theirs += try await crew.time(load.times) { _ in try client.fetch(size) }
        }
        let pictures = Self.rounds * load.times * Self.clients
        let name = "\(load.name), \(Self.clients) clients, a picture by /v1, to LiteLLM"
        Progress.say(
            "adapters: \(load.name): \(Self.rate(pictures, ours)) pictures a second, "
                + "LiteLLM \(Self.rate(pictures, theirs))"
        )
        let peers = Quantity.seconds(theirs / pictures)
        let finding = Finding(name, .seconds(ours / pictures), .share(1 / load.factor, of: peers))
        return withExtendedLifetime((stub, server, peer)) { [finding] }
    }

    private static func rate(_ pictures: Int, _ time: Duration) -> String {
        String(format: "%.1f", Double(pictures) / (time / .seconds(1)))
    }
}

extension Adapting {
    private func server(before stub: StubUpstream) throws -> RunningServer {
        let engines = """
            engines:
              - kind: compatible
                name: \(Self.model)
                url: \(stub.base)
                concurrency: \(Self.clients)
            """
        let models = """
            [{"id": "\(Self.model)", "name": "Stub", "provider": "Stub", "engine": "\(Self.model)", "aliases": [],
              "tasks": ["generate"], "kind": "generative", "sizes": "any", "aspect_ratios": ["1:1"], "resolutions": ["1K"],
              "styles": [], "most_images": 1, "takes_seed": false, "credits_per_image": 0, "typical_seconds": {},
              "place": "own"}]
            """
        return try RunningServer(
            share,
            settings: ["NBP_WORKERS": "\(Self.clients)"],
            files: ["nbp.yaml": engines, "models.json": models]
        )
    }

    /// One pixel, the smallest picture in colour.
    private static var pixel: Data {
        let text =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mOoDzAAAAJRAQBPiTQOAAAAAElFTkSuQmCC"
        return Data(base64Encoded: text) ?? Data()
    }

    /// Noise, which no PNG makes smaller: 592² pixels of three bytes.
    private static func noise() async throws -> Data {
        let size = PixelSize(width: 592, height: 592)
        var chance = SeededGenerator(Seed(clamping: 7))
        let bytes = (0..<size.pixels * 3).map { _ in UInt8.random(in: .min ... .max, using: &chance) }
        guard let pixels = RawPixels(size: size, bands: 3, bytes: bytes) else {
            throw Complaint("the test picture does not fit its size")
        }
        let imaging = Imaging()
        return try await imaging.encode(imaging.picture(of: pixels), as: .png)
    }
}
