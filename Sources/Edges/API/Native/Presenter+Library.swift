import Engines
import HTTPKit
import Kernel
import Studio
import Wire

/// How the native API tells what a person keeps, and how it hangs together.
extension Presenter {
    func body(of lineage: Lineage) -> LineageBody {
        LineageBody(data: lineage.nodes.map(body), complete: lineage.isComplete)
    }

    /// `url` is told once, when the link was made.
    func body(of share: Share, url: String? = nil) -> ShareBody {
        ShareBody(
            id: share.id.text,
            showsWords: share.showsWords,
            createdAt: share.madeAt.description,
            expiresAt: share.expiresAt.description,
            url: url
        )
    }

    func body(of collection: PictureCollection) -> CollectionBody {
        CollectionBody(
            id: collection.id.text,
            name: collection.name.text,
            count: collection.count,
            createdAt: collection.madeAt.description
        )
    }

    private func body(of node: LineageNode) -> LineageNodeBody {
        LineageNodeBody(
            id: node.id.text,
            relation: node.relation.rawValue,
            parents: node.parents.map(\.text),
            url: node.picture.map { Route.file($0.id).path },
            width: node.picture?.size.width,
            height: node.picture?.size.height,
            task: node.picture == nil ? nil : node.task.rawValue,
            steps: SettingsParts(node.settings).steps,
            createdAt: node.picture?.madeAt.description
        )
    }
}
