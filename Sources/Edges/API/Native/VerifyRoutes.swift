import FoundationEssentials
package import HTTPKit
package import Hummingbird
package import Kernel
import Provenance
import Wire

/// `/api/verify` and `/verify/root.pem`: whether a picture was made here and what kind of picture it is, for everybody.
package struct VerifyRoutes: Sendable {
    private let desk: VerifyDesk
    private let origins: Origins
    private let catalogues: Catalogues

    package init(desk: VerifyDesk, origins: Origins, catalogues: Catalogues) {
        self.desk = desk
        self.origins = origins
        self.catalogues = catalogues
    }

    package func mount(on router: RouterGroup<AppContext>) {
        router.post(RouterPath(Route.verification.path), use: verify)
    }

    /// The same for everybody, whoever asks.
    package func mountRoots(on router: Router<AppContext>) {
        let roots = Data(desk.roots.utf8)
        router.get(RouterPath(Route.verifyRoots.path)) { request, _ in
            Response.checked(roots, as: "application/pem-certificate-chain", for: request)
        }
    }

    /// Judges the picture that is the body.
    @Sendable private func verify(_ request: Request, _ context: AppContext) async throws -> Response {
        guard !origins.isForeign(request) else { throw Problem(.originRefused) }
        let kind = request.headers[.contentType]?.lowercased() ?? ""
        guard kind.hasPrefix("image/") else {
            throw Problem(.unsupportedMediaType, field: "file", ["expected": "image/*"])
        }
        let judgement = try await desk.judge(request, context) { [$0] }
        return try .json(VerdictBody(judgement, catalogues[context.language]))
    }
}

extension VerdictBody {
    fileprivate init(_ judgement: Judgement, _ words: Catalogue) {
        let (act, pictures): (String?, Int?) =
            switch judgement.act {
            case nil: (nil, nil)
            case .created(let references): ("created", references)
            case .edited: ("edited", 1)
            case .composed(let pictures): ("composed", pictures)
            }
        self.init(
            result: judgement.standing.rawValue,
            title: words[judgement.title],
            detail: words[judgement.detail],
            sourceType: judgement.source?.name,
            act: act,
            pictures: pictures,
            provider: judgement.provider.map { ProviderMarkBody(maker: $0.maker) }
        )
    }
}
