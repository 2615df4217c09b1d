import Accounts
import Engines
package import HTTPKit
package import Hummingbird
import Kernel
import NIOCore
package import Purposes
package import Studio
import Wire

/// What Sketch's pictures were drawn from, and what can be drawn.
package struct SceneRoutes: Sendable {
    private let studio: Studio
    private let gate: PurposeGate

    package init(studio: Studio, gate: PurposeGate) {
        self.studio = studio
        self.gate = gate
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.group("api/images").get(":id/scene", use: scene)
        router.group("api/drawings").get(use: drawings)
    }

    /// The scene document of one of one's own pictures.
    @Sendable private func scene(_ request: Request, _ context: AppContext) async throws -> Response {
        let (id, person) = (try context.id("id", as: ImageID.self), try context.requirePerson())
        let permit = try await gate.permit(ProvideService.self, for: person.subject)
        let document = try await studio.scene(of: id, under: permit).scene.json
        return Response(
            status: .ok,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: document))
        )
    }

    @Sendable private func drawings(_ request: Request, _ context: AppContext) async throws -> Response {
        try .told(
            DrawingsBody(studio.tools.illustrator.vocabulary, in: context.language),
            for: request,
            isForEverybody: true
        )
    }
}

extension DrawingsBody {
    fileprivate init(_ vocabulary: SceneVocabulary, in language: Language) {
        func named(_ words: [SceneVocabulary.Word]) -> [NamedBody] {
            words.map { NamedBody(id: $0.id, name: $0.name(in: language)) }
        }
        self.init(
            subjects: vocabulary.subjects.map { SubjectBody($0, in: language) },
            settings: named(vocabulary.settings),
            times: named(vocabulary.times),
            weathers: named(vocabulary.weathers),
            tones: named(vocabulary.tones),
            materials: named(vocabulary.materials),
            styles: named(vocabulary.styles),
            patterns: named(vocabulary.patterns)
        )
    }
}

extension SubjectBody {
    fileprivate init(_ subject: SketchSubject, in language: Language) {
        self.init(
            id: subject.id,
            name: subject.name(in: language),
            kind: subject.kind.rawValue,
            expressions: subject.expressions,
            pose: subject.pose.mapValues { [$0.lowerBound, $0.upperBound] }
        )
    }
}
