import API
import HTTPKit
import Hummingbird
import Kernel
import Queue
import Studio

/// The files of programs, and the bulks that are read from some of them.
extension Routes {
    /// Who takes orders of somebody else's shape.
    func shaped(_ desk: FrontDesk) -> ShapedDesk {
        ShapedDesk(
            studio: core.studio,
            gate: core.gate,
            desk: desk,
            spool: core.spool,
            imaging: core.imaging,
            fetcher: PictureFetcher(outbound: core.outbound, clock: core.ambience.clock)
        )
    }

    /// The work that feeds bulks, which reads what their lines say as the addresses do.
    var bulkWork: [any WorkHandler] { core.studio.bulkWork(reading: bulkReader) }

    private var bulkReader: ShapedBulkReader {
        // Nobody comes to this desk: whose bulk it is, was settled when it was handed over.
        let desk = FrontDesk(
            accounts: core.accounts,
            moderation: core.moderation,
            origins: site.origins,
            allowance: NetworkAllowance(perVisitor: nil, clock: core.ambience.clock),
            uploads: NetworkAllowance(perVisitor: nil, of: .uploads, clock: core.ambience.clock)
        )
        return ShapedBulkReader(
            accounts: core.accounts,
            desk: shaped(desk),
            presenter: Presenter(catalogues: site.catalogues),
            base: site.base
        )
    }

    func bulks(_ presenter: Presenter) -> BulkRoutes {
        BulkRoutes(studio: core.studio, gate: core.gate, reader: bulkReader, presenter: presenter)
    }

    func mountFiles(on programs: RouterGroup<AppContext>, _ presenter: Presenter) {
        bulks(presenter).mount(on: programs)
        FileRoutes(
            studio: core.studio,
            privacy: core.privacy,
            gate: core.gate,
            reader: bulkReader,
            spool: core.spool,
            base: site.base
        ).mount(on: programs)
        UploadRoutes(
            studio: core.studio,
            accounts: core.accounts,
            spool: core.spool,
            open: OpenUploads(clock: core.ambience.clock, randomness: core.ambience.randomness),
            dialect: GeminiDialect(presenter: presenter),
            base: site.base
        ).mount(on: programs)
    }
}
