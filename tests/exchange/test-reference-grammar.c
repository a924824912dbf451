/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The published schema of reference files and the program's own grammar say the same. */
#include "grammar-judge.h"

#define R_OPEN(root, rest) "<" root " xmlns=\"urn:earshot:reference:1\" id=\"list-%u\" revised=\"2026-01-31\"" rest ">"
#define R_GROUPS(items) R_OPEN ("groups", "") "<title>T</title>" items "</groups>"
#define R_BOOK(items) R_OPEN ("codebook", "") "<title>T</title>" items "</codebook>"
#define R_PLAN(attributes, items) R_OPEN ("strategy", attributes) "<title>T</title><short>S</short><publisher>P</publisher>" items "</strategy>"
#define R_PLACES(items) R_OPEN ("places", "") "<title>T</title>" items "</places>"
#define R_GROUP "<group id=\"g\"><label>L</label></group>"
#define R_ITEM "<item id=\"i\" kind=\"goal\"><label>L</label></item>"
#define R_THEME "<theme id=\"t\"><label>L</label><definition>D</definition></theme>"
#define R_MAP "<map theme=\"t\" strategy=\"s\" item=\"i\"><reason>R</reason></map>"

static const struct
{
  gboolean expected;
  const char *text;
} references[] = {
  { TRUE, R_GROUPS (R_GROUP) },
  { TRUE, R_GROUPS ("<group id=\"g\" category=\"age\" source=\"S\" section=\"1\"><label>L</label><description>D</description>" "<group id=\"h\"><label>\n L </label></group></group>") },
  { FALSE, R_GROUPS ("") },
  { FALSE, R_GROUPS ("<group><label>L</label></group>") },
  { FALSE, R_GROUPS ("<group id=\"\"><label>L</label></group>") },
  { FALSE, R_GROUPS ("<group id=\"-g\"><label>L</label></group>") },
  { FALSE, R_GROUPS ("<group id=\"G\"><label>L</label></group>") },
  { TRUE, R_GROUPS ("<group id=\"g.1-x\"><label>L</label></group>") },
  { FALSE, R_GROUPS ("<group id=\"g\"><label/></group>") },
  { FALSE, R_GROUPS ("<group id=\"g\"><label> \n </label></group>") },
  { FALSE, R_GROUPS ("<group id=\"g\"><description>D</description></group>") },
  { FALSE, R_GROUPS ("<group id=\"g\"><label>L</label><label>L</label></group>") },
  { FALSE, R_GROUPS ("<group id=\"g\" category=\"x\"><label>L</label></group>") },
  { FALSE, R_GROUPS ("<group id=\"g\" source=\"\"><label>L</label></group>") },
  { FALSE, R_GROUPS ("<group id=\"g\" parent=\"h\"><label>L</label></group>") },
  { FALSE, R_GROUPS (R_GROUP R_MAP) },
  { FALSE, R_GROUPS (R_GROUP "text") },
  { FALSE, R_OPEN ("groups", "") R_GROUP "</groups>" },
  { FALSE, R_OPEN ("groups", " from=\"2026\"") "<title>T</title>" R_GROUP "</groups>" },
  { FALSE, R_OPEN ("group", "") "<title>T</title>" R_GROUP "</group>" },
  { TRUE, R_PLAN (" source=\"S\" from=\"2026\" to=\"2030\"", R_ITEM) },
  { FALSE, R_PLAN (" from=\"0999\"", R_ITEM) },
  { FALSE, R_PLAN (" to=\"20300\"", R_ITEM) },
  { FALSE, R_PLAN ("", "") },
  { FALSE, R_PLAN ("", R_GROUP) },
  { FALSE, R_PLAN ("", "<item id=\"i\"><label>L</label></item>") },
  { FALSE, R_PLAN ("", "<item id=\"i\" kind=\"wish\"><label>L</label></item>") },
  { TRUE, R_PLAN ("", "<item id=\"i\" kind=\"priority\" code=\"1\" population=\"adults\" pillar=\"P\"><label>L</label>" "<item id=\"j\" kind=\"measure\"><label>L</label></item></item>") },
  { FALSE, R_PLAN ("", "<item id=\"i\" kind=\"priority\" population=\"men\"><label>L</label></item>") },
  { FALSE, R_OPEN ("strategy", "") "<title>T</title><publisher>P</publisher>" R_ITEM "</strategy>" },
  { TRUE, R_BOOK (R_THEME) },
  { TRUE, R_BOOK (R_THEME R_MAP) },
  { FALSE, R_BOOK (R_MAP) },
  { FALSE, R_BOOK (R_MAP R_THEME) },
  { FALSE, R_BOOK (R_THEME "<map theme=\"t\" strategy=\"s\"><reason>R</reason></map>") },
  { FALSE, R_BOOK (R_THEME "<map theme=\"t\" strategy=\"s\" item=\"i\"/>") },
  { FALSE, R_BOOK (R_THEME "<map theme=\"t\" strategy=\"s\" item=\"I\"><reason>R</reason></map>") },
  { FALSE, R_BOOK (R_THEME "<map theme=\"t\" strategy=\"s\" item=\"i\"><reason>R</reason><reason>R</reason></map>") },
  { FALSE, R_BOOK ("<theme id=\"t\"><label>L</label></theme>") },
  { FALSE, R_BOOK ("<theme id=\"t\"><definition>D</definition><label>L</label></theme>") },
  { TRUE, R_BOOK ("<theme id=\"t\" kind=\"statement\" colour=\"11\"><label>L</label><definition>D</definition><not-when>N</not-when></theme>") },
  { FALSE, R_BOOK ("<theme id=\"t\" colour=\"12\"><label>L</label><definition>D</definition></theme>") },
  { FALSE, R_BOOK ("<theme id=\"t\" colour=\"01\"><label>L</label><definition>D</definition></theme>") },
  { FALSE, R_BOOK ("<theme id=\"t\"><label>L</label><definition>D</definition><not-when>N</not-when><use-when>U</use-when></theme>") },
  { TRUE, R_PLACES ("<place id=\"p\" level=\"system\" code=\"E1\" population=\"0\" population-year=\"2021\"><label>L</label></place>") },
  { FALSE, R_PLACES ("<place id=\"p\"><label>L</label></place>") },
  { FALSE, R_PLACES ("<place id=\"p\" level=\"town\"><label>L</label></place>") },
  { FALSE, R_PLACES ("<place id=\"p\" level=\"place\" population=\"1,000\"><label>L</label></place>") },
  { FALSE, R_PLACES ("<place id=\"p\" level=\"place\" population=\"1000000000\"><label>L</label></place>") },
  { FALSE, R_PLACES ("<place id=\"p\" level=\"place\" population=\"007\"><label>L</label></place>") },
  { FALSE, "<groups xmlns=\"urn:earshot:reference:1\" id=\"list-%u\" revised=\"2026-02-29\"><title>T</title>" R_GROUP "</groups>" },
  { FALSE, "<groups xmlns=\"urn:earshot:reference:1\" id=\"list-%u\"><title>T</title>" R_GROUP "</groups>" },
  { FALSE, "<groups xmlns=\"urn:earshot:bundle:1\" id=\"list-%u\" revised=\"2026-01-31\"><title>T</title>" R_GROUP "</groups>" },
};

static gboolean
take_reference (EarStore *store, const char *text, GError **error)
{
  g_auto (EarTestFolder) folder = ear_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "list.xml", NULL);
  g_auto (EarMergeResult) result = { 0 };

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return ear_reference_load (store, path, &result, error);
}

static void
test_reference (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autofree char *number = g_strdup_printf ("list-%u", i);
      g_auto (GStrv) parts = g_strsplit (references[i].text, "list-%u", -1);

      judge_add (references[i].expected, "reference", g_strjoinv (number, parts));
    }
  judge_add_shipped ("strategies");
  judge_add_shipped ("reference");
  judge_all ("reference.rnc", take_reference);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/exchange/reference-grammar/lists", test_reference);
  return g_test_run ();
}
