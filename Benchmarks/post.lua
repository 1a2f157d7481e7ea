-- wrk script: posts a fixed number of forms, and stops when each has its answer.
--
--   wrk … -s post.lua URL -- form PATH COUNT FIRST TOKEN ORIGIN     unique people sign
--   wrk … -s post.lua URL -- partners PATH COUNT FIRST TOKEN ORIGIN likewise, and agree to hear from two partners
--   wrk … -s post.lua URL -- links FILE COUNT FIRST - ORIGIN        links from a file, one path a line, are confirmed
--   wrk … -s post.lua URL -- bodies FILE COUNT FIRST PATH ORIGIN    bodies from a file, one a line, are posted to a path
--   wrk … -s post.lua URL -- button PATH COUNT 0 - ORIGIN           the body of a confirmation to one path
--
-- A fixed number, so that the database can be compared afterwards: at a fixed duration wrk drops the last answers.
local ffi = require("ffi")
ffi.cdef [[
    typedef struct { long seconds; long nanoseconds; } bench_moment;
    int clock_gettime(int clock, bench_moment *moment);
]]

local given = { "Amina", "Zo%C3%AB", "Jos%C3%A9", "Mary+Ann", "%D0%9E%D0%BB%D1%8C%D0%B3%D0%B0", "Wei", "Fatima" }
local family = { "O%27Neill", "M%C3%BCller", "Diallo", "Tanaka", "Silva" }

local kind, target, count, first, token, idle
local paths, threads, seen = {}, {}, {}
local isVerified = false

-- Global, because `done` reads them from another Lua state.
sent, accepted, other, started, ended, statuses = 0, 0, 0, 0, 0, ""

local moment = ffi.new("bench_moment")

local function now()
    ffi.C.clock_gettime(1, moment)
    return tonumber(moment.seconds) + tonumber(moment.nanoseconds) / 1e9
end

function setup(thread)
    table.insert(threads, thread)
end

function init(arguments)
    kind, target = arguments[1], arguments[2]
    count, first, token = tonumber(arguments[3]), tonumber(arguments[4]), arguments[5]
    wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
    wrk.headers["Origin"] = arguments[6]
    wrk.headers["Accept-Encoding"] = "gzip"
    idle = wrk.format("GET", "/idle")
    if kind == "links" or kind == "bodies" then
        local number = 0
        for line in io.lines(target) do
            number = number + 1
            if number > first and number <= first + count then table.insert(paths, line) end
        end
    end
end

local function form(number)
    return string.format(
        "name=%s+%s+%d&email=person-%d%%40example.org%s&comment=&place=&key=%011x%011x&t=%s%s",
        given[number % #given + 1], family[number % #family + 1], number, number,
        number % 3 == 0 and "&shown=yes" or "", number, number * 7919, token,
        kind == "partners" and "&partner=readers&partner=teachers" or ""
    )
end

function request()
    -- wrk calls this once to look at it, and sends nothing.
    if not isVerified then
        isVerified = true
        return idle
    end
    -- The other connections idle along until the last answer is there.
    if sent >= count then return idle end
    if sent == 0 then started = now() end
    sent = sent + 1
    if kind == "links" then return wrk.format("POST", paths[sent], nil, "text=1") end
    if kind == "bodies" then return wrk.format("POST", token, nil, paths[sent]) end
    if kind == "button" then return wrk.format("POST", target, nil, "text=1") end
    return wrk.format("POST", target, nil, form(first + sent))
end

function response(status)
    if status == 303 or (status == 200 and (target == "/echo" or kind == "bodies")) then
        accepted = accepted + 1
    elseif status ~= 404 then
        -- 404 is the answer to the idle requests: a form that gets it is missing in the sum, and the round fails.
        other = other + 1
        if not seen[status] then statuses = statuses .. " " .. status end
        seen[status] = true
    end
    if accepted + other >= count and ended == 0 then
        ended = now()
        wrk.thread:stop()
        io.write("finished\n")
        io.flush()
    end
end

function done(summary, latency)
    local thread = threads[1]
    io.write(string.format(
        '{"requests": %d, "accepted": %d, "statuses": "%s", "seconds": %.6f, "p50_ms": %.3f, "p99_ms": %.3f, '
            .. '"errors": %d}\n',
        thread:get("sent"), thread:get("accepted"), thread:get("statuses"),
        thread:get("ended") - thread:get("started"),
        latency:percentile(50) / 1000, latency:percentile(99) / 1000,
        summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout
    ))
end
