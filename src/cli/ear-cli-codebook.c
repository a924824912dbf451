/* SPDX-License-Identifier: GPL-3.0-or-later */
/* codebook: making, writing, ordering, merging, splitting and retiring themes, settling what was coded with those that were split,
 * and who did what. */
#include "ear-cli.h"

#include <glib/gi18n-lib.h>

#include "ear-book.h"
#include "ear-mapping-list.h"
#include "ear-theme-work.h"

static const char *const actions[]
  = { "list",    "waiting", "add",    "rename", "set",     "merge",   "split",   "split-off", "retire",
      "restore", "move",    "before", "after",  "settle",  "history", "uses",    "changes",   "publish", NULL };

static const EarOption options[] = {
  { "ref", 0, N_ ("REF"), N_ ("Settle or split off only codings of this contribution"), EAR_OPTION_REPEATABLE, NULL },
  { "coder", 'c', N_ ("NAME"), N_ ("Settle or split off only what this person coded"), EAR_OPTION_PLAIN, NULL },
  { "words", 'w', N_ ("WORDS"), N_ ("Split off only codings of voices in which all of these words stand"), EAR_OPTION_PLAIN, NULL },
  { NULL },
};

static const EarColumn theme_columns[] = {
  { "id", NULL, EAR_CELL_TEXT },
  { "slug", N_ ("Short name"), EAR_CELL_TEXT },
  { "name", N_ ("Name"), EAR_CELL_TEXT },
  { "state", N_ ("State"), EAR_CELL_TEXT },
  { "counts-for", N_ ("Counts for"), EAR_CELL_TEXT },
  { "split-from", N_ ("Part of"), EAR_CELL_TEXT },
  { "waiting", N_ ("Codings that wait"), EAR_CELL_NUMBER },
};

static const EarColumn waiting_columns[] = {
  { "coding", NULL, EAR_CELL_TEXT },        { "theme", N_ ("Theme"), EAR_CELL_TEXT },
  { "parts", N_ ("Parts"), EAR_CELL_TEXT }, { "contribution", NULL, EAR_CELL_TEXT },
  { "ref", N_ ("Ref"), EAR_CELL_TEXT },     { "coder", N_ ("Coder"), EAR_CELL_TEXT },
  { "text", N_ ("Voice"), EAR_CELL_TEXT },
};

static const EarColumn history_columns[] = {
  { "when", N_ ("When"), EAR_CELL_TEXT },
  { "device", N_ ("Device"), EAR_CELL_TEXT },
  { "organisation", N_ ("Organisation"), EAR_CELL_TEXT },
  { "what", N_ ("What"), EAR_CELL_TEXT },
  { "waits", N_ ("Needs a look"), EAR_CELL_FLAG },
};

static const EarColumn use_columns[] = {
  { "kind", N_ ("Kind"), EAR_CELL_TEXT },
  { "what", N_ ("What"), EAR_CELL_TEXT },
  { "why", N_ ("Why"), EAR_CELL_TEXT },
  { "number", N_ ("Number"), EAR_CELL_NUMBER },
};

typedef struct
{
  EarStore *store;
  EarOutput *output;
  GHashTable *splits; /* EarId → EarSplit */
} ThemeList;

static void
add_label (ThemeList *list, const EarRecord *theme, guint field)
{
  g_autofree char *label = NULL;
  EarId id;

  if (ear_record_get_id (theme, field, &id))
    label = ear_cli_label (list->store, EAR_KIND_THEME, &id);
  ear_output_text (list->output, label);
}

static gboolean
add_theme_cb (const EarRecord *theme, gpointer data, GError **error G_GNUC_UNUSED)
{
  ThemeList *list = data;
  const EarSplit *split = g_hash_table_lookup (list->splits, &theme->id);
  const char *state = NULL;

  if (theme->erased || ear_record_is_deleted (theme))
    return TRUE;
  if (ear_record_get (theme, EAR_THEME_MERGED_INTO) != NULL)
    state = "merged";
  else if (split != NULL)
    state = "split";
  else if (ear_record_get_flag (theme, EAR_THEME_RETIRED))
    state = "retired";
  ear_output_id (list->output, &theme->id);
  ear_output_text (list->output, ear_record_get (theme, EAR_THEME_SLUG));
  ear_output_text (list->output, ear_record_get (theme, EAR_THEME_NAME));
  ear_output_text (list->output, state);
  add_label (list, theme, EAR_THEME_MERGED_INTO);
  add_label (list, theme, EAR_THEME_SPLIT_FROM);
  ear_output_number (list->output, split == NULL ? 0 : split->n_codings);
  return TRUE;
}

static gboolean
say_version (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) versions = ear_codebook_versions (store, error);
  const EarCodebookVersion *newest;

  if (versions == NULL)
    return FALSE;
  if (versions->len == 0 || cli->format != EAR_FORMAT_TEXT)
    return TRUE;
  newest = versions->pdata[0];
  ear_output_say (_ ("Codebook “%s”, published %s by %s."), newest->version, newest->published == NULL ? "?" : newest->published,
                  newest->organisation != NULL ? newest->organisation : newest->device_name != NULL ? newest->device_name : "?");
  if (newest->n_changed > 0)
    ear_output_say (g_dngettext (NULL, "%u theme or mapping was changed since.", "%u themes and mappings were changed since.",
                                 newest->n_changed),
                    newest->n_changed);
  return TRUE;
}

static gboolean
list_themes (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) splits = ear_split_list (store, 1, error);
  g_autoptr (GHashTable) by_theme = g_hash_table_new (ear_id_hash, ear_id_equal);
  g_autoptr (EarOutput) output = ear_output_new (cli->format, theme_columns, G_N_ELEMENTS (theme_columns));
  ThemeList list = { store, output, by_theme };

  if (splits == NULL || !say_version (cli, store, error))
    return FALSE;
  for (guint i = 0; i < splits->len; i++)
    g_hash_table_insert (by_theme, &((EarSplit *) splits->pdata[i])->theme, splits->pdata[i]);
  if (!ear_store_foreach (store, EAR_KIND_THEME, add_theme_cb, &list, error))
    return FALSE;
  ear_output_print (output);
  return TRUE;
}

static char *
name_parts (const EarSplit *split)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < split->parts->len; i++)
    g_string_append_printf (names, "%s%s", i == 0 ? "" : "; ", ((EarSplitPart *) split->parts->pdata[i])->name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static gboolean
list_waiting (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) splits = ear_split_list (store, 0, error);
  g_autoptr (EarOutput) output = ear_output_new (cli->format, waiting_columns, G_N_ELEMENTS (waiting_columns));

  for (guint i = 0; splits != NULL && i < splits->len; i++)
    {
      const EarSplit *split = splits->pdata[i];
      g_autofree char *parts = name_parts (split);

      for (guint j = 0; j < split->codings->len; j++)
        {
          const EarSplitCoding *coding = split->codings->pdata[j];

          ear_output_id (output, &coding->id);
          ear_output_text (output, split->name);
          ear_output_text (output, parts);
          ear_output_id (output, &coding->contribution);
          ear_output_text (output, coding->ref);
          ear_output_text (output, coding->coder);
          ear_output_text (output, coding->text);
        }
    }
  if (splits != NULL)
    ear_output_print (output);
  return splits != NULL;
}

static gboolean
find_contributions (EarCli *cli, EarStore *store, GHashTable *wanted, GError **error)
{
  const char *const *refs = ear_cli_values (cli, "ref");

  for (guint i = 0; refs != NULL && refs[i] != NULL; i++)
    {
      EarId id;

      if (!ear_cli_find (store, EAR_KIND_CONTRIBUTION, refs[i], &id, error))
        return FALSE;
      g_hash_table_add (wanted, g_memdup2 (&id, sizeof id));
    }
  return TRUE;
}

/* The codings with the theme that wait and are meant. */
static GArray *
choose_codings (EarCli *cli, EarStore *store, const EarId *theme, GError **error)
{
  g_autoptr (GPtrArray) splits = ear_split_list (store, 0, error);
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  GArray *codings;

  if (splits == NULL || !find_contributions (cli, store, wanted, error))
    return NULL;
  codings = g_array_new (FALSE, FALSE, sizeof (EarId));
  for (guint i = 0; i < splits->len; i++)
    {
      const EarSplit *split = splits->pdata[i];

      for (guint j = 0; ear_id_equal (&split->theme, theme) && j < split->codings->len; j++)
        {
          const EarSplitCoding *coding = split->codings->pdata[j];

          if ((!ear_cli_has (cli, "ref") || g_hash_table_contains (wanted, &coding->contribution))
              && (!ear_cli_has (cli, "coder") || g_strcmp0 (ear_cli_value (cli, "coder"), coding->coder) == 0))
            g_array_append_val (codings, coding->id);
        }
    }
  return codings;
}

static gboolean
settle (EarCli *cli, EarStore *store, const EarId *theme, GError **error)
{
  g_autoptr (GArray) codings = choose_codings (cli, store, theme, error);
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (EarId));

  if (codings == NULL)
    return FALSE;
  for (guint i = 3; ear_cli_argument (cli, i) != NULL; i++)
    {
      EarId part;

      if (!ear_cli_find (store, EAR_KIND_THEME, ear_cli_argument (cli, i), &part, error))
        return FALSE;
      g_array_append_val (parts, part);
    }
  if (!ear_codebook_settle (store, (const EarId *) (void *) codings->data, codings->len, (const EarId *) (void *) parts->data,
                            parts->len, NULL, error))
    return FALSE;
  ear_output_say (_ ("Codings settled: %u."), codings->len);
  return TRUE;
}

/* Since the newest version that came here, whoever published it. */
static gboolean
say_changes (EarStore *store, GError **error)
{
  g_autoptr (GPtrArray) versions = ear_codebook_versions (store, error);
  const EarCodebookVersion *newest = versions == NULL || versions->len == 0 ? NULL : versions->pdata[0];
  g_autoptr (GPtrArray) events = versions == NULL ? NULL : ear_codebook_changes (store, newest == NULL ? 0 : newest->stamp, error);

  if (events == NULL)
    return FALSE;
  if (newest == NULL)
    ear_output_say (_ ("No version was published yet."));
  else if (events->len == 0)
    ear_output_say (_ ("Nothing was changed since version “%s”."), newest->version);
  else
    ear_output_say (_ ("Since version “%s”:"), newest->version);
  for (guint i = 0; i < events->len; i++)
    {
      g_autofree char *words = ear_codebook_event_words (events->pdata[i]);

      ear_output_say ("  %s", words);
    }
  return TRUE;
}

/* The version is a fact of this laptop's own record, so whatever is exported from now on says it. */
static gboolean
publish (EarCli *cli, EarStore *store, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_strdup_printf ("%04d-%02d-%02d", g_date_time_get_year (now), g_date_time_get_month (now),
                                          g_date_time_get_day_of_month (now));

  if (!say_changes (store, error) || !ear_codebook_mark_version (store, ear_cli_argument (cli, 2), day, error))
    return FALSE;
  ear_output_say (_ ("The codebook as it is now is version “%s”. Export it to hand it out."), ear_cli_argument (cli, 2));
  return TRUE;
}

static gboolean
add_new (EarCli *cli, EarStore *store, GError **error)
{
  const char *above = ear_cli_argument (cli, 3);
  EarId parent, made;

  if (above != NULL && !ear_cli_find (store, EAR_KIND_THEME, above, &parent, error))
    return FALSE;
  return ear_theme_add (store, ear_cli_argument (cli, 2), above == NULL ? NULL : &parent, NULL, &made, NULL, error);
}

/* Fields that only another action may change are none of those that are written. */
static gboolean
set_field (EarCli *cli, EarStore *store, const EarId *theme, GError **error)
{
  static const guint written[] = { EAR_THEME_NAME,     EAR_THEME_NATURE, EAR_THEME_DEFINITION, EAR_THEME_USE_WHEN, EAR_THEME_NOT_WHEN,
                                   EAR_THEME_EXAMPLES, EAR_THEME_COLOUR, EAR_THEME_SOURCE,     EAR_THEME_SECTION };
  const char *name = ear_cli_argument (cli, 3);

  for (gsize i = 0; i < G_N_ELEMENTS (written); i++)
    {
      if (g_str_equal (ear_field_info (EAR_KIND_THEME, written[i])->name, name))
        return ear_theme_set (store, theme, written[i], ear_cli_argument (cli, 4), NULL, error);
    }
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE,
               _ ("“%s” is nothing that is written of a theme. It is one of name, nature, definition, use-when, not-when, examples, "
                  "colour, source and section."),
               name);
  return FALSE;
}

static gboolean
is_chosen (EarCli *cli, const EarBookCoding *coding, GHashTable *wanted)
{
  return (!ear_cli_has (cli, "ref") || g_hash_table_contains (wanted, &coding->contribution))
         && (!ear_cli_has (cli, "coder") || g_strcmp0 (ear_cli_value (cli, "coder"), coding->coder) == 0)
         && ear_book_coding_fits (coding, ear_cli_value (cli, "words"));
}

static gboolean
split_off (EarCli *cli, EarStore *store, const EarId *theme, GError **error)
{
  const char *const names[] = { ear_cli_argument (cli, 3), NULL };
  g_autoptr (GPtrArray) codings = ear_book_codings (store, theme, error);
  g_autoptr (GHashTable) wanted = g_hash_table_new_full (ear_id_hash, ear_id_equal, g_free, NULL);
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (EarThemeShare));

  if (codings == NULL || !find_contributions (cli, store, wanted, error))
    return FALSE;
  for (guint i = 0; i < codings->len; i++)
    {
      EarThemeShare share = { ((EarBookCoding *) codings->pdata[i])->id, 1 };

      if (is_chosen (cli, codings->pdata[i], wanted))
        g_array_append_val (shares, share);
    }
  if (!ear_theme_split (store, theme, names, (const EarThemeShare *) (void *) shares->data, shares->len, FALSE, NULL, error))
    return FALSE;
  ear_output_say (_ ("Codings that went along: %u. Those that stay: %u."), shares->len, codings->len - shares->len);
  return TRUE;
}

/* It comes to stand under the same theme as the one beside it. */
static gboolean
put_beside (EarStore *store, const EarId *theme, const EarId *sibling, EarPlace place, GError **error)
{
  g_autoptr (GPtrArray) themes = ear_book_list (store, error);
  EarId parent = EAR_ID_NONE;

  for (guint i = 0; themes != NULL && i < themes->len; i++)
    {
      const EarBookTheme *each = themes->pdata[i];

      if (ear_id_equal (&each->id, sibling))
        parent = each->parent;
    }
  return themes != NULL
         && ear_theme_place (store, theme, ear_id_is_none (&parent) ? NULL : &parent, place, sibling, NULL, error);
}

static gboolean
print_history (EarCli *cli, EarStore *store, const EarId *theme, GError **error)
{
  g_autoptr (GPtrArray) events = ear_book_history (store, theme, error);
  g_autoptr (EarOutput) output = ear_output_new (cli->format, history_columns, G_N_ELEMENTS (history_columns));

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      const EarBookEvent *event = events->pdata[i];
      g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc ((gint64) (ear_clock_ms (event->stamp.clock) / 1000));
      g_autofree char *moment = when == NULL ? NULL : g_date_time_format_iso8601 (when);

      ear_output_text (output, moment);
      ear_output_text (output, event->device);
      ear_output_text (output, event->organisation);
      ear_output_text (output, event->what);
      ear_output_flag (output, event->is_rival);
    }
  if (events != NULL)
    ear_output_print (output);
  return events != NULL;
}

static void
add_use (EarOutput *output, const char *kind, const char *what, const char *why, guint n)
{
  ear_output_text (output, kind);
  ear_output_text (output, what);
  ear_output_text (output, why);
  ear_output_number (output, n);
}

static gboolean
print_uses (EarCli *cli, EarStore *store, const EarId *theme, GError **error)
{
  g_autoptr (EarBookUsage) usage = ear_book_usage (store, theme, error);
  g_autoptr (EarOutput) output = ear_output_new (cli->format, use_columns, G_N_ELEMENTS (use_columns));

  if (usage == NULL)
    return FALSE;
  add_use (output, "codings", NULL, NULL, usage->n_codings);
  add_use (output, "voices", NULL, NULL, usage->n_voices);
  add_use (output, "themes-below", NULL, NULL, usage->n_below);
  for (guint i = 0; i < usage->mappings->len; i++)
    {
      const EarMappingRow *mapping = usage->mappings->pdata[i];

      add_use (output, "priority", mapping->priority_label, mapping->reason, 1);
    }
  for (guint i = 0; i < usage->actions->len; i++)
    {
      const EarBookAction *answer = usage->actions->pdata[i];

      add_use (output, "action", answer->title, answer->status, 1);
    }
  for (guint i = 0; i < usage->merged->len; i++)
    add_use (output, "merged", usage->merged->pdata[i], NULL, 1);
  for (guint i = 0; i < usage->parts->len; i++)
    add_use (output, "part", usage->parts->pdata[i], NULL, 1);
  ear_output_print (output);
  return TRUE;
}

static gboolean
change (EarCli *cli, EarStore *store, const char *action, GError **error)
{
  const char *other = ear_cli_argument (cli, 3);
  EarId theme, target;

  if (!ear_cli_find (store, EAR_KIND_THEME, ear_cli_argument (cli, 2), &theme, error))
    return FALSE;
  if (g_str_equal (action, "history"))
    return print_history (cli, store, &theme, error);
  if (g_str_equal (action, "uses"))
    return print_uses (cli, store, &theme, error);
  if (g_str_equal (action, "rename"))
    return ear_codebook_rename (store, &theme, other, NULL, error);
  if (g_str_equal (action, "set"))
    return set_field (cli, store, &theme, error);
  if (g_str_equal (action, "split-off"))
    return split_off (cli, store, &theme, error);
  if (g_str_equal (action, "split"))
    return ear_codebook_split (store, &theme, (const char *const *) cli->arguments->pdata + 3, NULL, error);
  if (g_str_equal (action, "retire"))
    return ear_codebook_retire (store, &theme, NULL, error);
  if (g_str_equal (action, "restore"))
    return ear_codebook_restore (store, &theme, NULL, error);
  if (g_str_equal (action, "settle"))
    return settle (cli, store, &theme, error);
  if (other != NULL && !ear_cli_find (store, EAR_KIND_THEME, other, &target, error))
    return FALSE;
  if (g_str_equal (action, "before") || g_str_equal (action, "after"))
    return put_beside (store, &theme, &target, g_str_equal (action, "before") ? EAR_PLACE_BEFORE : EAR_PLACE_AFTER, error);
  if (g_str_equal (action, "move"))
    return ear_codebook_move (store, &theme, other == NULL ? NULL : &target, NULL, error);
  return ear_codebook_merge (store, &theme, &target, NULL, error);
}

/* What must follow each action. */
static gboolean
check_usage (EarCli *cli, const char *action, GError **error)
{
  static const struct
  {
    const char *action;
    guint least, most;
    const char *expected;
  } usages[] = {
    { "list", 0, 0, N_ ("Nothing follows “list”.") },
    { "waiting", 0, 0, N_ ("Nothing follows “waiting”.") },
    { "add", 1, 2, N_ ("Say what the theme is to be called, and name the one to stand above it unless it goes to the top.") },
    { "set", 2, 3, N_ ("Name the theme and the field, and say what it is to hold; nothing empties it.") },
    { "split-off", 2, 2, N_ ("Name the theme, and say what the one that is split off is to be called.") },
    { "before", 2, 2, N_ ("Name the theme, and the one before which it is to stand.") },
    { "after", 2, 2, N_ ("Name the theme, and the one after which it is to stand.") },
    { "history", 1, 1, N_ ("Name the theme.") },
    { "uses", 1, 1, N_ ("Name the theme.") },
    { "rename", 2, 2, N_ ("Name the theme, and say what it is to be called.") },
    { "merge", 2, 2, N_ ("Name the theme, and the one that it is merged into.") },
    { "split", 3, G_MAXUINT, N_ ("Name the theme, and two parts or more.") },
    { "retire", 1, 1, N_ ("Name the theme.") },
    { "restore", 1, 1, N_ ("Name the theme.") },
    { "move", 1, 2, N_ ("Name the theme, and the one to stand above it unless it goes to the top.") },
    { "changes", 0, 0, N_ ("Nothing follows “changes”.") },
    { "publish", 1, 1, N_ ("Say what this version of the codebook is called.") },
    { "settle", 2, G_MAXUINT, N_ ("Name the theme that was split, and the part or parts that are meant.") },
  };
  guint n = cli->arguments->len - 2;

  for (gsize i = 0; i < G_N_ELEMENTS (usages); i++)
    {
      if (!g_str_equal (usages[i].action, action))
        continue;
      if (n >= usages[i].least && n <= usages[i].most)
        return TRUE;
      g_set_error_literal (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ (usages[i].expected));
      return FALSE;
    }
  g_set_error (error, EAR_CLI_ERROR, EAR_CLI_ERROR_USAGE, _ ("“%s” is nothing that can be done with a codebook."), action);
  return FALSE;
}

static gboolean
run (EarCli *cli, GError **error)
{
  const char *action = ear_cli_argument (cli, 1);
  g_autoptr (EarStore) store = NULL;

  if (!check_usage (cli, action, error))
    return FALSE;
  store = ear_cli_open (cli, error);
  if (store == NULL)
    return FALSE;
  if (g_str_equal (action, "list"))
    return list_themes (cli, store, error);
  if (g_str_equal (action, "waiting"))
    return list_waiting (cli, store, error);
  if (g_str_equal (action, "changes"))
    return say_changes (store, error);
  if (g_str_equal (action, "publish"))
    return publish (cli, store, error);
  if (g_str_equal (action, "add"))
    return add_new (cli, store, error);
  return change (cli, store, action, error);
}

const EarVerb ear_cli_codebook = {
  .name = "codebook",
  .arguments = "WORKBOOK ACTION [THEME…|NAME|VERSION]",
  .summary = N_ ("Write, order, merge, split or retire themes"),
  .details = N_ ("“list” shows all themes, also those that were retired, merged or split, and which version of the codebook this is. "
                 "“add NAME [ABOVE]” makes one. "
                 "“rename THEME NAME”, “set THEME FIELD [VALUE]”, “retire THEME”, “restore THEME”, “move THEME [ABOVE]”, and "
                 "“before THEME OTHER” and “after THEME OTHER” change one theme. "
                 "“history THEME” says who changed what, and “uses THEME” what depends on it.\n"
                 "“merge THEME INTO” lets everything coded with the one theme count for the other, also what partners code with it later. "
                 "No coding is rewritten, and “restore” undoes it.\n"
                 "“split THEME PART PART…” retires a theme and makes its parts. Nobody can know which part an older coding means, so those "
                 "wait, and count for the split theme. “waiting” lists them; “settle THEME PART…” says which part or parts are "
                 "meant, of all that wait or of those that --ref and --coder choose. "
                 "“split-off THEME PART” makes one part of the codings that --ref, --coder and --words choose; the rest stays.\n"
                 "“changes” tells what was changed since the codebook was last published. “publish VERSION” gives the codebook as it is "
                 "now a name; what is exported from then on says it, and by whom and when."),
  .example = "thurrock.earshot merge waiting-lists timely-access",
  .options = options,
  .words = actions,
  .least = 2,
  .most = G_MAXUINT,
  .lists = TRUE,
  .run = run,
};
