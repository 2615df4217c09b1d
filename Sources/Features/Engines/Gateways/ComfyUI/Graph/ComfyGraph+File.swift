package import FoundationEssentials

extension ComfyGraph {
    /// Reads a file of an approved graph.
    ///
    /// ```json
    /// {"id": "portrait", "label": "Portraits", "output": "9", "graph": {"3": {"class_type": "KSampler",
    /// "inputs": {}}},
    ///  "slots": {"prompt": {"node": "6", "input": "text", "type": "string"}}}
    /// ```
    /// - Parameters:
    ///   - json: its content.
    ///   - file: how the operator knows it, for errors.
    /// - Throws: `ComfyGraphError` that names the member at fault.
    package init(json: Data, file: String) throws(ComfyGraphError) {
        self = try ComfyGraphReader(json, file: file).graph()
    }

    /// The graphs of all files, by their ids.
    /// - Throws: `ComfyGraphError` for the first file that is not right, or whose id another one has.
    package static func library(
        _ files: [(name: String, json: Data)]
    ) throws(ComfyGraphError) -> [String: ComfyGraph] {
        var graphs: [String: ComfyGraph] = [:]
        var names: [String: String] = [:]
        for file in files {
            let graph = try ComfyGraph(json: file.json, file: file.name)
            if let other = names[graph.id] {
                let fault = "\(other) has the id \"\(graph.id)\" too; give one of them another"
                throw ComfyGraphError(file: file.name, place: "id", fault: fault)
            }
            graphs[graph.id] = graph
            names[graph.id] = file.name
        }
        return graphs
    }
}
