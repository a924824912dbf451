/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "growth-files.h"

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define BUNDLE XML "<bundle xmlns=\"urn:earshot:bundle:1\">\n"
#define AUTHOR "  <author n=\"1\" id=\"11111111-0000-7000-8000-000000000001\"/>\n"
#define BUNDLE_END "</bundle>\n"
#define AT " at=\"2026-11-01T09:00:00.000Z\" by=\"1\""
#define ID "%08x-0000-7000-8000-00000000000%u"
#define LIST(kind) XML "<" kind " xmlns=\"urn:earshot:reference:1\" id=\"l\" revised=\"2026-01-31\"><title>T</title>\n"

static void
repeat (GString *text, const char *what, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append (text, what);
}

/* The digits of a number, each time a new one. */
static void
append_each (GString *text, const char *before, const char *after, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%x%s", before, i, after);
}

/* --- What the parser has to get through --- */

static void
deep (GString *text, guint n)
{
  g_string_append (text, BUNDLE AUTHOR);
  repeat (text, "<session>", n);
}

static void
deep_list (GString *text, guint n)
{
  g_string_append (text, LIST ("groups"));
  append_each (text, "<group id=\"g", "\"><label>L</label>", n);
}

static void
attributes (GString *text, guint n)
{
  g_string_append (text, BUNDLE AUTHOR "<session");
  append_each (text, " a", "=\"\"", n);
  g_string_append (text, "/>" BUNDLE_END);
}

static void
namespaces (GString *text, guint n)
{
  g_string_append (text, BUNDLE AUTHOR "<session");
  append_each (text, " xmlns:a", "=\"u\"", n);
  g_string_append (text, "/>" BUNDLE_END);
}

static void
prefixed (GString *text, guint n)
{
  g_string_append (text, BUNDLE AUTHOR "<session");
  append_each (text, " xmlns:a", "=\"u\"", n / 2);
  append_each (text, " a0:b", "=\"\"", n / 2);
  g_string_append (text, "/>" BUNDLE_END);
}

static void
long_attribute (GString *text, guint n)
{
  g_string_append (text, BUNDLE AUTHOR "<session id=\"");
  repeat (text, "0123456789abcdef", n);
  g_string_append (text, "\"/>" BUNDLE_END);
}

static void
long_name (GString *text, guint n)
{
  g_string_append (text, BUNDLE AUTHOR "<");
  repeat (text, "session", n);
  g_string_append (text, "/>" BUNDLE_END);
}

static void
open_tag (GString *text, guint n)
{
  g_string_append (text, BUNDLE AUTHOR "<session ");
  repeat (text, "                ", n);
}

static void
entities (GString *text, guint n)
{
  g_string_append (text, XML "<!DOCTYPE bundle [");
  append_each (text, "<!ENTITY e", " \"&#38;e;\">", n);
  g_string_append (text, "]>\n<bundle/>");
}

static void
comments (GString *text, guint n)
{
  g_string_append (text, BUNDLE AUTHOR);
  repeat (text, "<!-- \"a\" --><?p a?>", n);
  g_string_append (text, BUNDLE_END);
}

static void
pieces (GString *text, guint n)
{
  g_string_append_printf (text, BUNDLE AUTHOR "<contribution id=\"" ID "\"" AT "><text>", 1, 1);
  repeat (text, "&amp;<![CDATA[a]]>", n);
  g_string_append (text, "</text></contribution>" BUNDLE_END);
}

/* --- What the records say --- */

static void
authors (GString *text, guint n)
{
  g_string_append (text, BUNDLE);
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "  <author n=\"%u\" id=\"" ID "\"/>\n", i, i, 1);
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "<session id=\"" ID "\" at=\"2026-11-01T09:00:00.000Z\" by=\"%u\"/>\n", i, 1, i);
  g_string_append (text, BUNDLE_END);
}

static void
only (GString *text, guint n)
{
  g_string_append (text, XML "<bundle xmlns=\"urn:earshot:bundle:1\" from=\"1\" partial=\"true\">\n" AUTHOR);
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "  <only kind=\"session\" id=\"" ID "\"/>\n", i, 1);
  g_string_append (text, BUNDLE_END);
}

static void
same_id (GString *text, guint n)
{
  g_string_append (text, BUNDLE AUTHOR);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "<session id=\"" ID "\"" AT "/>\n", 1, 1);
  g_string_append (text, BUNDLE_END);
}

/* Each group below another one. */
static void
chain_of_groups (GString *text, guint n, gboolean down, gboolean circle)
{
  g_string_append (text, BUNDLE AUTHOR);
  for (guint i = 1; i <= n; i++)
    {
      guint above = down ? (i == 1 ? (circle ? n : 0) : i - 1) : (i == n ? 0 : i + 1);

      g_string_append_printf (text, "<group id=\"" ID "\"" AT "><name>G</name>", i, 1);
      if (above != 0)
        g_string_append_printf (text, "<parent>" ID "</parent>", above, 1);
      g_string_append (text, "</group>\n");
    }
  g_string_append (text, BUNDLE_END);
}

static void
chain_down (GString *text, guint n)
{
  chain_of_groups (text, n, TRUE, FALSE);
}

static void
chain_up (GString *text, guint n)
{
  chain_of_groups (text, n, FALSE, FALSE);
}

static void
circle (GString *text, guint n)
{
  chain_of_groups (text, n, TRUE, TRUE);
}

static void
pairs (GString *text, guint n)
{
  g_string_append (text, BUNDLE AUTHOR);
  for (guint i = 2; i <= n; i++)
    g_string_append_printf (text, "<group id=\"" ID "\"" AT "><name>G</name><parent>" ID "</parent></group>\n", i, 1, i ^ 1, 1);
  g_string_append (text, BUNDLE_END);
}

/* Deleted ones above one another, and others below the last. */
static void
deleted_chain (GString *text, guint n)
{
  g_string_append (text, BUNDLE AUTHOR);
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "<group id=\"" ID "\"" AT ">%s<name>G</name><parent>" ID "</parent></group>\n", i, 1,
                            i <= n / 2 ? "<deleted>true</deleted>" : "", i <= n / 2 ? i - 1 : n / 2, 1);
  g_string_append (text, BUNDLE_END);
}

static void
merged_themes (GString *text, guint n)
{
  g_string_append (text, BUNDLE AUTHOR);
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "<theme id=\"" ID "\"" AT "><name>T</name><parent>" ID "</parent><merged-into>" ID "</merged-into></theme>\n",
                            i, 1, i / 2 + 1, 1, i + 1, 1);
  g_string_append (text, BUNDLE_END);
}

static void
split_themes (GString *text, guint n)
{
  g_string_append (text, BUNDLE AUTHOR);
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "<theme id=\"" ID "\"" AT "><name>T</name><split-from>" ID "</split-from></theme>\n", i, 1, i + 1, 1);
  g_string_append (text, BUNDLE_END);
}

/* As many as one may have, of as many fields as it takes. */
static void
rivals (GString *text, guint n)
{
  enum { EACH = 60 };

  g_string_append (text, BUNDLE);
  for (guint i = 1; i <= EACH; i++)
    g_string_append_printf (text, "  <author n=\"%u\" id=\"" ID "\"/>\n", i, i, 1);
  for (guint i = 1; i <= n; i++)
    {
      g_string_append_printf (text, "<session id=\"" ID "\"" AT ">", i, 1);
      for (guint j = EACH; j >= 1; j--)
        g_string_append_printf (text, "<title at=\"2026-11-02T09:00:00.%03uZ\" by=\"%u\">T</title>", j, j);
      g_string_append (text, "</session>\n");
    }
  g_string_append (text, BUNDLE_END);
}

static void
seen (GString *text, guint n)
{
  g_string_append (text, BUNDLE);
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "  <author n=\"%u\" id=\"" ID "\"/>\n", i, i, 1);
  g_string_append_printf (text, "<session id=\"" ID "\"" AT "><title at=\"2026-11-02T09:00:00.000Z\" by=\"1\" seen=\"", 1, 1);
  for (guint i = 2; i <= n; i++)
    g_string_append_printf (text, "%s%u@2026-11-01T09:00:00.000Z", i == 2 ? "" : " ", i);
  g_string_append (text, "\">T</title></session>\n" BUNDLE_END);
}

/* Whom a voice belonged to before, from the first. */
static void
once (GString *text, guint n)
{
  g_string_append_printf (text, BUNDLE AUTHOR "<contribution id=\"" ID "\"" AT " once=\"", 1, 1);
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "%s" ID, i == 1 ? "" : " ", i, 2);
  g_string_append (text, "\"/>\n" BUNDLE_END);
}

/* Many voices of one speaker, who is erased, and all that hangs on them. */
static void
erased_speaker (GString *text, guint n)
{
  g_string_append_printf (text, BUNDLE AUTHOR "<erased kind=\"participant\" id=\"" ID "\"/>\n", 1, 2);
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "<contribution id=\"" ID "\"" AT "><participant>" ID "</participant></contribution>\n", i, 1, 1, 2);
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "<coding id=\"" ID "\"" AT "><contribution>" ID "</contribution><theme>" ID "</theme></coding>\n", i, 3, i, 1,
                            1, 4);
  g_string_append (text, BUNDLE_END);
}

static void
erased_voices (GString *text, guint n)
{
  g_string_append (text, BUNDLE AUTHOR);
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "<erased kind=\"contribution\" id=\"" ID "\"/>\n", i, 1);
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "<coding id=\"" ID "\"" AT "><contribution>" ID "</contribution><theme>" ID "</theme></coding>\n", i, 3, i, 1,
                            1, 4);
  g_string_append (text, BUNDLE_END);
}

/* A text and its codings grow together. */
static void
codings (GString *text, guint n)
{
  g_string_append_printf (text, BUNDLE AUTHOR "<contribution id=\"" ID "\"" AT "><text>", 1, 1);
  repeat (text, "abcdefghij", n);
  g_string_append (text, "</text></contribution>\n");
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text,
                            "<coding id=\"" ID "\"" AT "><contribution>" ID "</contribution><theme>" ID "</theme><start>%u</start><end>%u</end>"
                            "<quote>cdefghijab</quote></coding>\n",
                            i, 3, 1, 1, 1, 4, i, i + 10);
  g_string_append (text, BUNDLE_END);
}

static void
one_session (GString *text, guint n)
{
  g_string_append_printf (text, BUNDLE AUTHOR "<session id=\"" ID "\"" AT "><permission>count</permission></session>\n", 1, 2);
  for (guint i = 1; i <= n; i++)
    g_string_append_printf (text, "<contribution id=\"" ID "\"" AT "><session>" ID "</session></contribution>\n", i, 1, 1, 2);
  g_string_append (text, BUNDLE_END);
}

/* --- Lists, cards and sheets --- */

static void
long_list (GString *text, guint n)
{
  g_string_append (text, LIST ("groups"));
  append_each (text, "<group id=\"g", "\"><label>L</label></group>\n", n);
  g_string_append (text, "</groups>\n");
}

static void
codebook (GString *text, guint n)
{
  g_string_append (text, LIST ("codebook"));
  append_each (text, "<theme id=\"t", "\"><label>L</label><definition>D</definition></theme>\n", n);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "<map theme=\"t%x\" strategy=\"s\" item=\"i%x\"><reason>R</reason></map>\n", i, i);
  g_string_append (text, "</codebook>\n");
}

static void
card (GString *text, guint n)
{
  g_string_append (text, XML "<card xmlns=\"urn:earshot:card:1\" device=\"11111111-0000-7000-8000-000000000001\" made=\"2026-11-25\"><name>");
  repeat (text, "name&amp;", n);
  g_string_append (text, "</name></card>");
}

static void
columns (GString *text, guint n)
{
  g_string_append (text, "text");
  append_each (text, ",c", "", n);
  g_string_append (text, "\nsaid\n");
}

static void
same_columns (GString *text, guint n)
{
  g_string_append (text, "text");
  repeat (text, ",theme", n);
  g_string_append (text, "\nsaid\n");
}

/* Names that are made where nobody has them yet. */
static void
rows (GString *text, guint n)
{
  g_string_append (text, "text,session\n");
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "said,s%u\n", i);
}

static void
quotes (GString *text, guint n)
{
  g_string_append (text, "text\n\"");
  repeat (text, "\"\"", n);
  g_string_append (text, "\n");
}

static void
blank_rows (GString *text, guint n)
{
  g_string_append (text, "text\n");
  repeat (text, "\n,,,\n", n);
  g_string_append (text, "said\n");
}

const GrowthFamily growth_families[] = {
  { "deep", GROWTH_BUNDLE, 2000, FALSE, deep },
  { "deep-list", GROWTH_LIST, 1000, FALSE, deep_list },
  { "attributes", GROWTH_BUNDLE, 2500, FALSE, attributes, "more than 64 attributes" },
  { "namespaces", GROWTH_BUNDLE, 2500, FALSE, namespaces, "more than 64 attributes" },
  { "prefixed", GROWTH_BUNDLE, 2500, FALSE, prefixed, "more than 64 attributes" },
  { "long-attribute", GROWTH_BUNDLE, 2500, FALSE, long_attribute },
  { "long-name", GROWTH_BUNDLE, 2500, FALSE, long_name },
  { "open-tag", GROWTH_BUNDLE, 4000, FALSE, open_tag },
  { "entities", GROWTH_BUNDLE, 2000, FALSE, entities },
  { "comments", GROWTH_BUNDLE, 2000, TRUE, comments },
  { "pieces", GROWTH_BUNDLE, 5000, TRUE, pieces },
  { "authors", GROWTH_BUNDLE, 300, TRUE, authors },
  { "only", GROWTH_BUNDLE, 500, TRUE, only },
  { "same-id", GROWTH_BUNDLE, 500, FALSE, same_id },
  { "chain-down", GROWTH_BUNDLE, 100, TRUE, chain_down },
  { "chain-up", GROWTH_BUNDLE, 100, TRUE, chain_up },
  { "circle", GROWTH_BUNDLE, 100, TRUE, circle },
  { "pairs", GROWTH_BUNDLE, 100, TRUE, pairs },
  { "deleted-chain", GROWTH_BUNDLE, 100, TRUE, deleted_chain },
  { "merged-themes", GROWTH_BUNDLE, 100, TRUE, merged_themes },
  { "split-themes", GROWTH_BUNDLE, 100, TRUE, split_themes },
  { "rivals", GROWTH_BUNDLE, 5, TRUE, rivals },
  { "seen", GROWTH_BUNDLE, 200, TRUE, seen },
  { "once", GROWTH_BUNDLE, 200, TRUE, once },
  { "erased-speaker", GROWTH_BUNDLE, 100, TRUE, erased_speaker },
  { "erased-voices", GROWTH_BUNDLE, 100, TRUE, erased_voices },
  { "codings", GROWTH_BUNDLE, 100, TRUE, codings },
  { "one-session", GROWTH_BUNDLE, 100, TRUE, one_session },
  { "long-list", GROWTH_LIST, 100, TRUE, long_list },
  { "codebook", GROWTH_LIST, 100, TRUE, codebook },
  { "card", GROWTH_CARD, 1000, FALSE, card },
  { "columns", GROWTH_SHEET, 100, FALSE, columns },
  { "same-columns", GROWTH_SHEET, 100, FALSE, same_columns },
  { "rows", GROWTH_SHEET, 50, TRUE, rows },
  { "quotes", GROWTH_SHEET, 1000, FALSE, quotes },
  { "blank-rows", GROWTH_SHEET, 1000, TRUE, blank_rows },
};
const guint growth_n_families = G_N_ELEMENTS (growth_families);
