/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-codebook-facts.h"

#include <glib/gi18n.h>

#include "ear-mapping-list.h"
#include "ear-outside.h"
#include "ear-rows.h"
#include "ear-terms.h"
#include "ear-window.h"

/* So many events are shown until somebody asks for all. */
#define FEW 4

struct _EarCodebookFacts
{
  GtkBox parent_instance;

  GtkWidget *usage_group, *history_group;
  GPtrArray *rows; /* GtkWidget, of both groups: lent */
  GPtrArray *history;
  EarId theme;
  gboolean all;
};

G_DEFINE_FINAL_TYPE (EarCodebookFacts, ear_codebook_facts, GTK_TYPE_BOX)

static char *
count_codings (const EarBookUsage *usage)
{
  g_autofree char *codings
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u coding", "%'u codings", usage->n_codings), usage->n_codings);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s in %'u voice", "%s in %'u voices", usage->n_voices), codings,
                          usage->n_voices);
}

static void
append (GString *text, char *more)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", more);
  g_free (more);
}

/**
 * ear_book_usage_describe:
 *
 * Returns: (transfer full): in one line what depends on the theme; such as “12 codings in 9 voices, evidence for 2 priorities”.
 */
char *
ear_book_usage_describe (const EarBookUsage *usage)
{
  GString *text = g_string_new (NULL);

  append (text, count_codings (usage));
  if (usage->mappings->len > 0)
    append (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "evidence for %'u priority", "evidence for %'u priorities",
                                                usage->mappings->len),
                                   usage->mappings->len));
  if (usage->actions->len > 0)
    append (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u action", "%'u actions", usage->actions->len),
                                   usage->actions->len));
  if (usage->n_below > 0)
    append (text, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u theme under it", "%'u themes under it", usage->n_below),
                                   usage->n_below));
  return g_string_free (text, FALSE);
}

static void
voices_cb (EarCodebookFacts *facts)
{
  ear_window_show_voices (ear_window_of (GTK_WIDGET (facts)), &(EarVoiceFilter) { .theme = &facts->theme });
}

static void
priorities_cb (EarCodebookFacts *facts)
{
  ear_window_show_page (ear_window_of (GTK_WIDGET (facts)), "priorities");
}

static GtkWidget *
add_row (EarCodebookFacts *facts, GtkWidget *group, const char *title, const char *subtitle)
{
  GtkWidget *row = ear_row_new (title, subtitle);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  g_ptr_array_add (facts->rows, row);
  return row;
}

static void
make_link (EarCodebookFacts *facts, GtkWidget *row, GCallback activated)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  g_signal_connect_object (row, "activated", activated, facts, G_CONNECT_SWAPPED);
}

static void
add_names (EarCodebookFacts *facts, const char *title, GPtrArray *names)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : "; ", (const char *) names->pdata[i]);
  if (names->len > 0)
    add_row (facts, facts->usage_group, title, text->str);
}

static void
show_usage (EarCodebookFacts *facts, const EarBookUsage *usage)
{
  g_autofree char *codings = count_codings (usage);
  g_autofree char *words = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%'u is about a part of the words", "%'u are about a part of the words", usage->n_words),
    usage->n_words);
  GtkWidget *row = add_row (facts, facts->usage_group, codings, usage->n_words > 0 ? words : NULL);

  if (usage->n_codings > 0)
    make_link (facts, row, G_CALLBACK (voices_cb));
  for (guint i = 0; i < usage->mappings->len; i++)
    {
      const EarMappingRow *mapping = usage->mappings->pdata[i];
      g_autofree char *title = mapping->priority_code == NULL
                                 ? g_strdup (mapping->priority_label)
                                 : g_strdup_printf ("%s %s", mapping->priority_code, mapping->priority_label);
      g_autofree char *subtitle = mapping->reason == NULL ? g_strdup (_ ("Evidence for this priority"))
                                                          : g_strdup_printf (_ ("Evidence for this priority: %s"), mapping->reason);

      make_link (facts, add_row (facts, facts->usage_group, title, subtitle), G_CALLBACK (priorities_cb));
    }
  for (guint i = 0; i < usage->actions->len; i++)
    {
      const EarBookAction *action = usage->actions->pdata[i];
      g_autofree char *subtitle
        = action->status == NULL ? g_strdup (_ ("Action that answers it"))
                                 : g_strdup_printf (_ ("Action that answers it: %s"), ear_term_label (EAR_TERMS_STATUS, action->status));

      add_row (facts, facts->usage_group, action->title, subtitle);
    }
  add_names (facts, _ ("Merged into it"), usage->merged);
  add_names (facts, _ ("Split from it"), usage->parts);
}

static char *
describe_author (const EarBookEvent *event)
{
  guint64 ms = ear_clock_ms (event->stamp.clock);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc ((gint64) (ms / 1000));
  g_autoptr (GDateTime) here = utc == NULL ? NULL : g_date_time_to_local (utc);
  g_autofree char *when = here == NULL ? g_strdup ("?") : g_date_time_format (here, _ ("%-e %b %Y, %H:%M"));
  g_autofree char *device = event->device == NULL ? NULL : ear_outside_text (event->device);
  g_autofree char *organisation = event->organisation == NULL ? NULL : ear_outside_text (event->organisation);
  const char *who = event->is_self ? _ ("This laptop") : device != NULL ? device : _ ("A device without a name");

  if (ear_id_is_none (&event->stamp.device))
    return g_strdup (_ ("Came with Earshot"));
  if (!event->is_self && organisation != NULL)
    return g_strdup_printf ("%s · %s · %s", who, organisation, when);
  return g_strdup_printf ("%s · %s", who, when);
}

static void show_history (EarCodebookFacts *facts);

static void
all_cb (EarCodebookFacts *facts)
{
  facts->all = TRUE;
  show_history (facts);
}

/* Takes the rows of one group out again. */
static void
empty (EarCodebookFacts *facts, GtkWidget *group)
{
  for (guint i = facts->rows->len; i > 0; i--)
    {
      GtkWidget *row = facts->rows->pdata[i - 1];

      if (!gtk_widget_is_ancestor (row, group))
        continue;
      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
      g_ptr_array_remove_index (facts->rows, i - 1);
    }
}

static void
show_history (EarCodebookFacts *facts)
{
  guint n = facts->all ? facts->history->len : MIN (facts->history->len, FEW);

  empty (facts, facts->history_group);
  for (guint i = 0; i < n; i++)
    {
      const EarBookEvent *event = facts->history->pdata[i];
      g_autofree char *author = describe_author (event);
      g_autofree char *what = ear_outside_text (event->what);
      g_autofree char *waits = event->is_rival ? g_strdup_printf (_ ("%s · waits in Needs a Look"), author) : NULL;

      add_row (facts, facts->history_group, what, waits == NULL ? author : waits);
    }
  if (n < facts->history->len)
    {
      g_autofree char *title = g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "Show %u Earlier Change", "Show %u Earlier Changes", facts->history->len - n),
        facts->history->len - n);
      GtkWidget *row = adw_button_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      g_signal_connect_object (row, "activated", G_CALLBACK (all_cb), facts, G_CONNECT_SWAPPED);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (facts->history_group), row);
      g_ptr_array_add (facts->rows, row);
    }
  gtk_widget_set_visible (facts->history_group, facts->history->len > 0);
}

void
ear_codebook_facts_set (EarCodebookFacts *facts, const EarId *theme, const EarBookUsage *usage, GPtrArray *history)
{
  facts->all = facts->all && ear_id_equal (&facts->theme, theme);
  facts->theme = *theme;
  g_ptr_array_unref (facts->history);
  facts->history = history;
  empty (facts, facts->usage_group);
  show_usage (facts, usage);
  show_history (facts);
}

static void
ear_codebook_facts_finalize (GObject *object)
{
  EarCodebookFacts *facts = EAR_CODEBOOK_FACTS (object);

  g_ptr_array_unref (facts->rows);
  g_ptr_array_unref (facts->history);
  G_OBJECT_CLASS (ear_codebook_facts_parent_class)->finalize (object);
}

static void
ear_codebook_facts_class_init (EarCodebookFactsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_codebook_facts_finalize;
}

static void
ear_codebook_facts_init (EarCodebookFacts *facts)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (facts), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (facts), 18);
  facts->rows = g_ptr_array_new ();
  facts->history = g_ptr_array_new ();
  facts->usage_group = adw_preferences_group_new ();
  facts->history_group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (facts->usage_group), _ ("Where it is used"));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (facts->history_group), _ ("Who changed it"));
  gtk_box_append (GTK_BOX (facts), facts->usage_group);
  gtk_box_append (GTK_BOX (facts), facts->history_group);
}
