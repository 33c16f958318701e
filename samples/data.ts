/**
 * The rows of the shop, invented and always the same: one seed, no clock, nobody's real data. Names of
 * customers are names of businesses made from word lists, and every address ends in `.example`.
 *
 * Tables come in the order in which foreign keys allow them to be filled.
 */

export type Value = string | number | null;

export interface TableRows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly rows: Iterable<readonly Value[]>;
}

/** Any other number gives another shop with the same shape. */
const SEED = 20_260_101;
const CUSTOMERS = 6000;
const PRODUCTS = 2400;
const ORDERS = 32_000;
const STOCK_MOVEMENTS = 30_000;
const REVIEWS = 9000;
const CARTS = 4000;
const TICKETS = 3000;
const PAGE_VIEWS = 45_000;
const FIRST_DAY = Date.UTC(2024, 0, 1);
const DAYS = 900;
const DAY_MS = 86_400_000;

const COUNTRIES: readonly (readonly [string, string, string, number])[] = [
  ["AT", "Austria", "EUR", 20],
  ["BE", "Belgium", "EUR", 21],
  ["CH", "Switzerland", "CHF", 8.1],
  ["DE", "Germany", "EUR", 19],
  ["DK", "Denmark", "DKK", 25],
  ["ES", "Spain", "EUR", 21],
  ["FI", "Finland", "EUR", 25.5],
  ["FR", "France", "EUR", 20],
  ["GB", "United Kingdom", "GBP", 20],
  ["IE", "Ireland", "EUR", 23],
  ["IT", "Italy", "EUR", 22],
  ["NL", "Netherlands", "EUR", 21],
  ["NO", "Norway", "NOK", 25],
  ["PL", "Poland", "PLN", 23],
  ["PT", "Portugal", "EUR", 23],
  ["SE", "Sweden", "SEK", 25],
];
const CITIES = ["Northhaven", "Eastbrook", "Millford", "Stonebridge", "Lakeside", "Greenport", "Highfield", "Riverton"];
const ADJECTIVES = ["Blue", "Silver", "Quiet", "Bright", "Copper", "Green", "Little", "Grand", "Amber", "Swift", "Misty", "Solid"];
const PLACES = ["Harbor", "Meadow", "Orchard", "Summit", "Canyon", "Lantern", "Willow", "Anchor", "Compass", "Prairie", "Beacon", "Forge"];
const TRADES = ["Bakery", "Bikes", "Studio", "Cafe", "Gardens", "Works", "Outfitters", "Books", "Kitchen", "Hardware", "Florists", "Toys"];
const BRANDS = ["Aldermoor", "Brightwell", "Cobalt & Co", "Driftline", "Evenfall", "Fernhill", "Gladstone Works", "Hearthway", "Ironleaf", "Juniper Row", "Kestrel", "Larkspur"];
const DEPARTMENTS: Readonly<Record<string, readonly string[]>> = {
  Kitchen: ["Kettles", "Pans", "Knives", "Storage"],
  Garden: ["Seeds", "Tools", "Planters", "Lighting"],
  Office: ["Paper", "Pens", "Desks", "Lamps"],
  Outdoor: ["Tents", "Packs", "Stoves", "Bottles"],
  Cycling: ["Frames", "Wheels", "Lights", "Helmets"],
};
const NOUNS = ["Kettle", "Lamp", "Stool", "Pack", "Bottle", "Knife", "Planter", "Tent", "Wheel", "Notebook", "Trowel", "Stove"];
const QUALITIES = ["Classic", "Compact", "Folding", "Heavy", "Light", "Modern", "Smart", "Sturdy", "Travel", "Ultra"];
const TAGS = ["new", "sale", "eco", "handmade", "bestseller", "refurbished", "limited", "vegan", "waterproof", "gift"];
const CARRIERS = ["Parcel North", "Swiftvan", "Harbor Freight Line", "Greenwheels", "Nightpost"];
const REASONS = ["damaged", "wrong item", "too late", "does not fit", "changed my mind"];
const SUBJECTS = ["Where is my order?", "Invoice with another address", "Item arrived damaged", "Change of quantity", "Question about warranty"];
const REFERRERS = ["search", "newsletter", "direct", "social", "affiliate", null];
const ROLES = ["picker", "packer", "support", "buyer", "manager"];

/** All rows of all tables. Calling it twice gives the same values. */
export function shop(): readonly TableRows[] {
  const random = mulberry32(SEED);
  const below = (limit: number): number => Math.floor(random() * limit);
  /** Small indexes come up far more often, as popular products and busy customers do. */
  const skewed = (limit: number): number => Math.floor(limit * random() ** 3);
  const chance = (share: number): boolean => random() < share;
  const pick = <T>(from: readonly T[]): T => from[below(from.length)] as T;
  const money = (cents: number): number => Math.round(cents) / 100;
  const moment = (day: number): string => stamp(FIRST_DAY + day * DAY_MS + below(DAY_MS / 1000) * 1000);

  const categories: Value[][] = [];
  for (const [department, groups] of Object.entries(DEPARTMENTS)) {
    const parent = categories.length + 1;
    categories.push([parent, null, department, department.toLowerCase(), (parent - 1) / 5]);
    for (const [position, group] of groups.entries()) {
      categories.push([categories.length + 1, parent, group, `${department}-${group}`.toLowerCase(), position]);
    }
  }
  const leaves = categories.filter((it) => it[1] !== null).map((it) => it[0] as number);

  const suppliers = count(40, (id) => {
    const name = `${pick(ADJECTIVES)} ${pick(PLACES)} Supply`;
    return [id, name, pick(COUNTRIES)[0], `sales-${id}@supplier.example`, 5 + below(30), money(300 + below(200))];
  });
  const warehouses = count(6, (id) => [id, `${CITIES[id - 1]} depot`, pick(COUNTRIES)[0], CITIES[id - 1] as string, 5000 * id]);

  const prices: number[] = [0];
  const products = count(PRODUCTS, (id) => {
    const price = money(299 + Math.floor(40_000 * random() ** 2));
    prices.push(price);
    const gone = chance(0.06);
    const born = below(DAYS - 200);
    const name = `${pick(QUALITIES)} ${pick(NOUNS)} ${100 + below(900)}`;
    return [
      id, `SKU-${String(id).padStart(5, "0")}`, name, pick(leaves), 1 + skewed(BRANDS.length), 1 + below(suppliers.length),
      price, money(price * (45 + below(30))), 50 + below(9000), gone ? "discontinued" : chance(0.03) ? "draft" : "active",
      chance(0.8) ? `${name}, made to last.` : null, moment(born), gone ? moment(born + 150) : null,
    ];
  });
  const productPrices = products.flatMap((product) =>
    count(1 + below(3), (n) => [product[0] as number, `${2023 + n}-0${n}-01 00:00:00`, money((product[6] as number) * (85 + 5 * n))]),
  );
  const productTags = products.flatMap((product) => {
    const first = below(TAGS.length);
    return count(below(3), (n) => [product[0] as number, 1 + ((first + n) % TAGS.length)]);
  });
  const inventory = warehouses.flatMap((warehouse) =>
    products.map((product) => [warehouse[0] as number, product[0] as number, below(400), 10 + below(30)]),
  );
  const movements = count(STOCK_MOVEMENTS, (id) => {
    const kind = pick(["sale", "sale", "sale", "purchase", "return", "correction"]);
    const quantity = (kind === "sale" ? -1 : 1) * (1 + below(40));
    return [id, 1 + below(warehouses.length), 1 + skewed(PRODUCTS), kind, quantity, moment((id * DAYS) / STOCK_MOVEMENTS), chance(0.05) ? "counted again" : null];
  });

  const customers = count(CUSTOMERS, (id) => {
    const name = `${pick(ADJECTIVES)} ${pick(PLACES)} ${pick(TRADES)}`;
    const segment = chance(0.75) ? "retail" : chance(0.8) ? "business" : "wholesale";
    return [
      id, name, `${name.toLowerCase().replaceAll(" ", "-")}-${id}@customer.example`, chance(0.7) ? `+00 555 ${String(100_000 + id)}` : null,
      segment, pick(COUNTRIES)[0], id > 1 && chance(0.15) ? 1 + below(id - 1) : null, chance(0.4) ? 1 : 0, moment((id * (DAYS - 60)) / CUSTOMERS),
    ];
  });
  const addressOf: number[][] = [[]];
  const addresses: Value[][] = [];
  for (const customer of customers) {
    const own = count(chance(0.3) ? 2 : 1, (n) => addresses.push([
      addresses.length + 1, customer[0] as number, n === 1 ? "shipping" : "billing", `${1 + below(200)} ${pick(PLACES)} Street`, pick(CITIES),
      String(10_000 + below(89_999)), customer[5] as string,
    ]));
    addressOf.push(own);
  }
  const coupons = count(60, (id) => [id, `SAVE-${1000 + id}`, 5 + 5 * below(5), `${2024 + (id % 3)}-01-01 00:00:00`, chance(0.7) ? `${2024 + (id % 3)}-12-31 23:59:59` : null, chance(0.5) ? 500 : null]);

  const orders: Value[][] = [];
  const items: Value[][] = [];
  const payments: Value[][] = [];
  const shipments: Value[][] = [];
  const shipmentItems: Value[][] = [];
  const returns: Value[][] = [];
  for (let id = 1; id <= ORDERS; id++) {
    const day = (id * DAYS) / ORDERS;
    const customer = 1 + skewed(Math.max(1, Math.floor((CUSTOMERS * day) / DAYS)));
    const status = chance(0.05) ? "cancelled" : day < DAYS - 14 ? "delivered" : pick(["open", "paid", "shipped"]);
    const lines = 1 + skewed(7);
    let total = 0;
    const first = skewed(PRODUCTS);
    for (let line = 1; line <= lines; line++) {
      const product = 1 + ((first + line * line * 17) % PRODUCTS);
      const quantity = 1 + skewed(6);
      const price = prices[product] ?? 0;
      const discount = chance(0.1) ? 10 : 0;
      total += (quantity * price * (100 - discount)) / 100;
      items.push([id, line, product, quantity, price, discount]);
      if (status === "delivered" && chance(0.02)) {
        returns.push([returns.length + 1, id, line, pick(REASONS), moment(day + 12), chance(0.8) ? price : null]);
      }
    }
    const at = moment(day);
    orders.push([id, customer, pick(addressOf[customer] as number[]), chance(0.08) ? 1 + below(coupons.length) : null, status, at, "EUR", money(total * 100)]);
    if (status !== "open" && status !== "cancelled") {
      payments.push([payments.length + 1, id, pick(["card", "card", "transfer", "invoice", "wallet"]), money(total * 100), moment(day + 1), `PAY-${String(id).padStart(7, "0")}`]);
    }
    if (status === "shipped" || status === "delivered") {
      const shipment = shipments.length + 1;
      shipments.push([shipment, id, 1 + below(warehouses.length), 1 + below(CARRIERS.length), `TRK${1_000_000 + shipment * 7}`, moment(day + 2), status === "delivered" ? moment(day + 5) : null]);
      for (let line = 1; line <= lines; line++) {
        shipmentItems.push([shipment, id, line, items[items.length - lines + line - 1]?.[3] as number]);
      }
    }
  }

  const reviews = count(REVIEWS, (id) => {
    const rating = 5 - skewed(5);
    // A product and a customer meet at most once: the two factors have no common divisor.
    return [id, 1 + ((id * 7) % PRODUCTS), 1 + ((id * 11 + Math.floor(id / PRODUCTS)) % CUSTOMERS), rating, rating > 3 ? "Just right" : "Not for me", chance(0.6) ? `Bought it for our ${pick(TRADES).toLowerCase()}.` : null, moment((id * DAYS) / REVIEWS)];
  });
  const employees = count(60, (id) => [id, `E-${String(id).padStart(4, "0")}`, id <= 6 ? "manager" : pick(ROLES), id <= 6 ? null : 1 + (id % 6), 1 + (id % 6), moment(below(400)).slice(0, 10)]);
  const carts = count(CARTS, (id) => [id, 1 + below(CUSTOMERS), moment((id * DAYS) / CARTS), chance(0.6) ? 1 : 0]);
  const cartItems = carts.flatMap((cart) => {
    const first = skewed(PRODUCTS);
    return count(1 + below(4), (n) => [cart[0] as number, 1 + ((first + n * 13) % PRODUCTS), 1 + below(3)]);
  });
  const tickets = count(TICKETS, (id) => {
    const closed = id < TICKETS - 120;
    const order = orders[below(ORDERS)] as Value[];
    const day = (id * DAYS) / TICKETS;
    return [id, order[1] as number, chance(0.8) ? (order[0] as number) : null, chance(0.9) ? 1 + below(employees.length) : null, closed ? "closed" : pick(["open", "waiting"]), 1 + below(5), pick(SUBJECTS), moment(day), closed ? moment(day + 3) : null];
  });
  const messages = tickets.flatMap((ticket) =>
    count(1 + below(4), (n) => [ticket[0] as number, n % 2 === 1 ? "customer" : "employee", n % 2 === 1 ? "Could you have a look, please?" : "We are on it.", ticket[7] as string]),
  );
  const views = count(PAGE_VIEWS, (id) => [id, chance(0.4) ? 1 + skewed(CUSTOMERS) : null, 1 + skewed(PRODUCTS), pick(REFERRERS), moment((id * DAYS) / PAGE_VIEWS)]);

  return [
    of("countries", "code name currency vat_rate", COUNTRIES),
    of("warehouses", "id name country_code city capacity", warehouses),
    of("suppliers", "id name country_code email lead_days rating", suppliers),
    of("brands", "id name", BRANDS.map((it, index) => [index + 1, it])),
    of("categories", "id parent_id name slug position", categories),
    of("products", "id sku name category_id brand_id supplier_id price cost weight_grams status description created_at discontinued_at", products),
    of("product_prices", "product_id valid_from price", productPrices),
    of("tags", "id name", TAGS.map((it, index) => [index + 1, it])),
    of("product_tags", "product_id tag_id", productTags),
    of("inventory", "warehouse_id product_id quantity reorder_level", inventory),
    of("stock_movements", "id warehouse_id product_id kind quantity moved_at note", movements),
    of("customers", "id name email phone segment country_code referred_by newsletter created_at", customers),
    of("addresses", "id customer_id kind street city postal_code country_code", addresses),
    of("coupons", "id code percent_off valid_from valid_until max_uses", coupons),
    of("carts", "id customer_id created_at abandoned", carts),
    of("cart_items", "cart_id product_id quantity", cartItems),
    of("orders", "id customer_id shipping_address_id coupon_id status ordered_at currency total", orders),
    of("order_items", "order_id line_no product_id quantity unit_price discount", items),
    of("payments", "id order_id method amount paid_at reference", payments),
    of("carriers", "id name url", CARRIERS.map((it, index) => [index + 1, it, `https://carrier-${index + 1}.example/track`])),
    of("shipments", "id order_id warehouse_id carrier_id tracking_code shipped_at delivered_at", shipments),
    of("shipment_items", "shipment_id order_id line_no quantity", shipmentItems),
    of("returns", "id order_id line_no reason requested_at refunded", returns),
    of("reviews", "id product_id customer_id rating title body created_at", reviews),
    of("employees", "id badge role manager_id warehouse_id hired_on", employees),
    of("support_tickets", "id customer_id order_id assignee_id status priority subject opened_at closed_at", tickets),
    of("ticket_messages", "id ticket_id author body sent_at", messages.map((it, index) => [index + 1, ...it])),
    of("page_views", "id customer_id product_id referrer viewed_at", views),
  ];
}

function of(table: string, columns: string, rows: Iterable<readonly Value[]>): TableRows {
  return { table, columns: columns.split(" "), rows };
}

function count<T>(n: number, make: (id: number) => T): T[] {
  return Array.from({ length: n }, (_, index) => make(index + 1));
}

function stamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}

/** A small generator with a full period of 2^32: good enough for a shop, the same on every machine. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
