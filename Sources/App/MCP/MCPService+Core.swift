import API
import Kernel
import Provenance

extension MCPService {
    /// Over a Core, whose files can be had at `places`.
    init(
        _ core: Core,
        _ presenter: Presenter,
        _ tools: ToolShelf,
        at places: PicturePlaces
    ) {
        self.init(
            studio: core.studio,
            gate: core.gate,
            spool: core.spool,
            ids: IDs(clock: core.ambience.clock, randomness: core.ambience.randomness),
            presenter: presenter,
            shelf: tools,
            places: places,
            version: Maker.product.version
        )
    }
}
