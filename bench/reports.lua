-- Sends a new report with each request: own id, own device, own address, random place.
local places = {%(places)s}
local kinds = {%(kinds)s}
math.randomseed(os.time())
local hex = "0123456789abcdef"

local function digits(count)
  local made = {}
  for n = 1, count do
    local at = math.random(1, 16)
    made[n] = hex:sub(at, at)
  end
  return table.concat(made)
end

function request()
  local id = digits(8) .. "-" .. digits(4) .. "-4" .. digits(3) .. "-8" .. digits(3) .. "-" .. digits(12)
  local place = places[math.random(#places)]
  local body = "id=" .. id .. "&category=" .. kinds[math.random(#kinds)]
    .. "&text=Api+besar+di+belakang+rumah%%2C+capat+kamari"
    .. "&latitude=" .. (place[1] + math.random(-1000, 1000) / 100000)
    .. "&longitude=" .. (place[2] + math.random(-1000, 1000) / 100000)
    .. "&accuracy_m=" .. math.random(5, 60) .. "&landmark=dekat+pasar"
  local headers = {
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Accept"] = "application/json",
    ["X-Lacak-Device"] = digits(22),
    ["X-Forwarded-For"] = math.random(1, 254) .. "." .. math.random(0, 255) .. "." .. math.random(0, 255) .. "." .. math.random(1, 254),
  }
  return wrk.format("POST", "/aduan", headers, body)
end
