/// JSON as the server writes it.
enum Bodies {
    static func picture(_ id: String = "img_1", index: Int = 0) -> String {
        """
        {"id":"\(id)","job":"job_1","index":\(index),"width":320,"height":200,"format":"png","kind":"picture","uploaded":false,\
        "favourite":true,"seed":7,"url":"/api/images/\(id)/file","created_at":"2026-11-23T18:00:00.250Z","variation_of":null}
        """
    }

    static func job(
        _ status: String = "succeeded",
        pictures: [String] = [],
        error: String = "null"
    ) -> String {
        let isOver = status == "succeeded" || status == "failed" || status == "canceled"
        return """
            {"id":"job_1","status":"\(status)","task":"generate","model":"sketch","style":null,"prompt":"a boat","size":"320x200",\
            "n":1,"seed":7,"progress":\(isOver ? 1 : 0.5),"stage":"drawing","price":{"credits":3},\
            "created_at":"2026-11-23T18:00:00.000Z","finished_at":\(isOver ? "\"2026-11-23T18:00:02.500Z\"" : "null"),\
            "expires_at":null,"inputs":[],"parent":null,"steps":null,"layers":null,"scene":null,"document":null,"text":null,\
            "scale":null,"method":null,"negative_prompt":null,"conversation_of":null,"images":[\(pictures.joined(separator: ","))],\
            "notes":[{"code":"words_not_drawn","detail":"Not drawn: zeitgeist.","words":["zeitgeist"]}],"error":\(error),\
            "a_member_of_tomorrow":{"x":1}}
            """
    }

    static func list(_ items: [String], next: String? = nil) -> String {
        "{\"data\":[\(items.joined(separator: ","))],\"next_cursor\":\(next.map { "\"\($0)\"" } ?? "null")}"
    }

    static func event(_ id: Int, _ name: String, _ data: String) -> String {
        "id: \(id)\nevent: \(name)\ndata: \(data)\n\n"
    }

    static func progress(_ id: Int, _ fraction: Double, _ stage: String = "drawing") -> String {
        event(id, "progress", "{\"status\":\"running\",\"progress\":\(fraction),\"stage\":\"\(stage)\"}")
    }

    static func image(_ id: Int, _ picture: String) -> String {
        event(id, "image", "{\"images\":[\(picture)]}")
    }

    static func done(_ id: Int, _ job: String) -> String { event(id, "done", job) }
}
