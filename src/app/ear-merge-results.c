/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-merge-results.h"

#include <glib/gi18n.h>

#include "ear-changes-dialog.h"
#include "ear-merge-words.h"
#include "ear-outside.h"
#include "ear-problem.h"
#include "ear-reveal.h"
#include "ear-rows.h"
#include "ear-window.h"

struct _EarMergeResults
{
  AdwPreferencesGroup parent_instance;

  EarMerge *merge;  /* (nullable) what is shown */
  GPtrArray *rows;  /* GtkWidget, its children */
};

G_DEFINE_FINAL_TYPE (EarMergeResults, ear_merge_results, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_ACCEPT,
  SIGNAL_ALLOW,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* A list that a row opens. */
typedef struct
{
  EarMergeResults *results;
  GPtrArray *files; /* EarMergeFile, lent by the merge */
  EarChangesQuery query;
  char *title;
  gboolean asks;
} Opening;

static void
opening_free (gpointer data, GClosure *closure G_GNUC_UNUSED)
{
  Opening *opening = data;

  g_ptr_array_unref (opening->files);
  g_free (opening->title);
  g_free (opening);
}

static void
allowed_cb (EarMergeResults *results)
{
  g_signal_emit (results, signals[SIGNAL_ALLOW], 0);
}

static void
open_cb (Opening *opening)
{
  AdwDialog *dialog = ear_changes_dialog_new (opening->title, opening->files, &opening->query, opening->asks);

  g_signal_connect_object (dialog, "allowed", G_CALLBACK (allowed_cb), opening->results, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (opening->results));
}

static void
connect_opening (EarMergeResults *results, gpointer widget, const char *signal, GPtrArray *files, const EarChangesQuery *query,
                 const char *title, gboolean asks)
{
  Opening *opening = g_new0 (Opening, 1);

  *opening = (Opening) { results, g_ptr_array_ref (files), *query, g_strdup (title), asks };
  g_signal_connect_data (widget, signal, G_CALLBACK (open_cb), opening, opening_free, G_CONNECT_SWAPPED);
}

static void
add_row (EarMergeResults *results, GtkWidget *row, const char *title, const char *words)
{
  g_autofree char *both = g_strdup_printf ("%s: %s", title, words);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, both, -1);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (results), row);
  g_ptr_array_add (results->rows, row);
  gtk_widget_set_visible (GTK_WIDGET (results), TRUE);
  ear_reveal (row);
  gtk_accessible_announce (GTK_ACCESSIBLE (results), both, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static guint
count (GPtrArray *files, const EarChangesQuery *query)
{
  guint n = 0;

  for (guint i = 0; i < files->len; i++)
    n += ear_changes_count (files->pdata[i], query);
  return n;
}

/* A count that opens what it counts, where there is anything. */
static void
add_count (EarMergeResults *results, AdwExpanderRow *expander, GPtrArray *files, const EarChangesQuery *query, const char *title,
           const char *words)
{
  GtkWidget *row = ear_row_new (title, words);

  if (count (files, query) > 0 && query->outcome != EAR_OUTCOME_UNCHANGED)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
      connect_opening (results, row, "activated", files, query, title, FALSE);
    }
  adw_expander_row_add_row (expander, row);
}

static char *
spell_outcome (EarOutcome outcome, guint n)
{
  switch (outcome)
    {
    case EAR_OUTCOME_ADDED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u new", "%'u new", n), n);
    case EAR_OUTCOME_UPDATED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u changed", "%'u changed", n), n);
    case EAR_OUTCOME_DELETED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u deleted", "%'u deleted", n), n);
    case EAR_OUTCOME_RESTORED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u brought back", "%'u brought back", n), n);
    case EAR_OUTCOME_ERASED:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u withdrawn by the speaker", "%'u withdrawn by the speaker", n), n);
    default:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u the same", "%'u the same", n), n);
    }
}

/* What asks for attention first, what changes nothing last. */
static void
add_outcomes (EarMergeResults *results, AdwExpanderRow *expander, GPtrArray *files)
{
  static const EarOutcome order[] = { EAR_OUTCOME_ADDED, EAR_OUTCOME_UPDATED, EAR_OUTCOME_RESTORED, EAR_OUTCOME_DELETED,
                                      EAR_OUTCOME_ERASED, EAR_OUTCOME_UNCHANGED };
  EarChangesQuery conflicts = { .what = EAR_CHANGES_CONFLICTING, .outcome = EAR_OUTCOME_UPDATED };
  EarChangesQuery waiting = { .what = EAR_CHANGES_WAITING, .outcome = EAR_OUTCOME_UPDATED };
  guint n = count (files, &conflicts);

  if (n > 0)
    {
      g_autofree char *title
        = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u needs a look", "%'u need a look", n), n);

      add_count (results, expander, files, &conflicts, title, _ ("Two people changed it without knowing. Both values are kept."));
    }
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++)
    {
      EarChangesQuery query = { .what = EAR_CHANGES_TAKEN, .outcome = order[i] };
      g_autofree char *title = NULL;

      n = count (files, &query);
      title = spell_outcome (order[i], n);
      if (n > 0)
        add_count (results, expander, files, &query, title, NULL);
    }
  n = count (files, &waiting);
  if (n > 0)
    {
      g_autofree char *title = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u kept aside", "%'u kept aside", n), n);

      add_count (results, expander, files, &waiting, title, _ ("For you to review."));
    }
}

static char *
spell_kind (GPtrArray *files, EarKind kind)
{
  EarMergeResult sum = { 0 };

  for (guint i = 0; i < files->len; i++)
    {
      const EarMergeFile *file = files->pdata[i];

      for (EarOutcome j = 0; j < EAR_N_OUTCOMES; j++)
        sum.counts[kind][j] += file->result.counts[kind][j];
      /* What waits is new here, or would be. */
      sum.counts[kind][EAR_OUTCOME_ADDED] += file->quarantined[kind];
    }
  return ear_merge_words_of_kind (&sum, kind);
}

/* What people said first, then what it hangs on. */
static void
add_kinds (EarMergeResults *results, AdwExpanderRow *expander, GPtrArray *files)
{
  static const EarKind first[] = { EAR_KIND_CONTRIBUTION, EAR_KIND_SESSION, EAR_KIND_PARTICIPANT, EAR_KIND_CODING };
  gboolean done[EAR_N_KINDS] = { FALSE };

  for (guint i = 0; i < G_N_ELEMENTS (first) + EAR_N_KINDS; i++)
    {
      EarKind kind = i < G_N_ELEMENTS (first) ? first[i] : (EarKind) (i - G_N_ELEMENTS (first));
      EarChangesQuery query = { .what = EAR_CHANGES_OF_KIND, .outcome = EAR_OUTCOME_UPDATED, .kind = kind };
      g_autofree char *words = done[kind] ? NULL : spell_kind (files, kind);

      done[kind] = TRUE;
      if (words != NULL)
        add_count (results, expander, files, &query, ear_merge_words_kind (kind), words);
    }
}

static void
add_authors (EarMergeResults *results, AdwExpanderRow *expander, GPtrArray *files, const EarMergeFile *file)
{
  for (guint i = 0; i < file->authors->len; i++)
    {
      const EarMergeAuthor *author = file->authors->pdata[i];
      EarChangesQuery query
        = { .what = EAR_CHANGES_OF_AUTHOR, .outcome = EAR_OUTCOME_UPDATED, .author = author->author };
      g_autofree char *name = ear_merge_words_author (file, &author->author);
      g_autofree char *words = ear_merge_words_by (author);
      g_autofree char *title = NULL;

      if (ear_id_is_none (&author->author))
        title = g_strdup (_ ("Withdrawn, whoever marked it"));
      else
        title = g_strdup_printf (_ ("By %s"), name == NULL ? _ ("a device without a name") : name);
      if (*words != '\0')
        add_count (results, expander, files, &query, title, words);
    }
}

static void
accept_cb (GtkButton *button, EarMergeResults *results)
{
  g_signal_emit (results, signals[SIGNAL_ACCEPT], 0, g_object_get_data (G_OBJECT (button), "device"));
}

/* Whose device it is has to be said before its file is merged. */
static void
ask_sender (EarMergeResults *results, AdwExpanderRow *expander, const EarMergeFile *file)
{
  if (file->sender == EAR_SENDER_NEW)
    {
      g_autofree char *words
        = g_strdup_printf (_ ("Ring them up and compare these words: %s"), file->words == NULL ? "" : file->words);
      GtkWidget *row = ear_row_new (_ ("Is this device theirs?"), words);
      GtkWidget *button = ear_row_add_button (row, _ ("_Accept"));

      g_object_set_data_full (G_OBJECT (button), "device", ear_id_to_string (&file->result.from_device), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (accept_cb), results, 0);
      adw_expander_row_add_row (expander, row);
      adw_expander_row_set_expanded (expander, TRUE);
    }
}

/* It is asked once for all files of the merge: that is how it is guarded. The list is seen before it can be allowed. */
static void
ask_removals (EarMergeResults *results, AdwExpanderRow *expander, gboolean allowed)
{
  GPtrArray *files = results->merge->files;
  guint n = results->merge->n_removals;

  if (n > EAR_MERGE_MAX_REMOVALS && !allowed)
    {
      EarChangesQuery query = { .what = EAR_CHANGES_REMOVING };
      g_autofree char *words = g_strdup_printf (
        ngettext ("It removes %'u record that somebody else wrote. Look at it before you allow it.",
                  "It removes %'u records that somebody else wrote. Look at them before you allow it.", n),
        n);
      GtkWidget *row = ear_row_new (_ ("Should it remove so much?"), words);
      GtkWidget *button = ear_row_add_button (row, _ ("_Look…"));

      connect_opening (results, button, "clicked", files, &query, _ ("What would be removed"), TRUE);
      adw_expander_row_add_row (expander, row);
      adw_expander_row_set_expanded (expander, TRUE);
    }
}

/* Whoever codes should know what became of the themes; what was split asks them. */
static void
add_codebook (AdwExpanderRow *expander, const EarMergeFile *file, gboolean applied)
{
  g_autoptr (GPtrArray) events = ear_merge_codebook (file);

  for (guint i = 0; i < events->len; i++)
    {
      const EarCodebookEvent *event = events->pdata[i];
      g_autofree char *words = ear_codebook_event_words (event);
      GtkWidget *row = ear_row_new (words, i == 0 ? _ ("Codebook") : NULL);

      if (applied && event->what == EAR_CODEBOOK_SPLIT)
        {
          gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (row), "win.show-page::look");
          gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
          adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
        }
      adw_expander_row_add_row (expander, row);
    }
}

static char *
describe_file (const EarMergeFile *file)
{
  g_autofree char *headline = file->known ? g_strdup (_ ("Already here")) : ear_merge_words_headline (&file->result);
  g_autofree char *sender = ear_merge_words_sender (file);
  g_autofree char *conflicts = ear_merge_words_conflicts (&file->result);
  g_autofree char *waiting = ear_merge_words_waiting (file);
  /* Where all of a file waits, there is nothing else to say of it. */
  const char *parts[] = { sender, file->partial ? _ ("A part only of what its sender has") : NULL,
                          waiting != NULL && ear_merge_result_total (&file->result, EAR_OUTCOME_ADDED) == 0 ? NULL : headline, conflicts,
                          waiting };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", parts[i]);
    }
  return g_string_free (text, FALSE);
}

static void
show_file (EarMergeResults *results, EarMergeFile *file, gboolean applied, gboolean allowed)
{
  g_autofree char *words = describe_file (file);
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autofree char *title = ear_outside_text (file->result.title != NULL ? file->result.title : file->name);
  gboolean doubtful = file->result.n_conflicts > 0 || file->n_quarantined > 0 || file->sender == EAR_SENDER_NEW;
  GtkWidget *row = ear_row_new_expander (title, words);

  g_ptr_array_add (files, file);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row),
                               gtk_image_new_from_icon_name (doubtful ? "dialog-warning-symbolic" : "object-select-symbolic"));
  if (!applied)
    ask_sender (results, ADW_EXPANDER_ROW (row), file);
  if (!applied && results->merge->files->len == 1)
    ask_removals (results, ADW_EXPANDER_ROW (row), allowed);
  add_codebook (ADW_EXPANDER_ROW (row), file, applied);
  add_outcomes (results, ADW_EXPANDER_ROW (row), files);
  add_kinds (results, ADW_EXPANDER_ROW (row), files);
  add_authors (results, ADW_EXPANDER_ROW (row), files, file);
  add_row (results, row, title, words);
}

/* Several files are one merge: what all of them bring together stands above them. */
static void
show_all (EarMergeResults *results, gboolean applied, gboolean allowed)
{
  GPtrArray *files = results->merge->files;
  g_autofree char *title
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u file together", "%'u files together", files->len), files->len);
  EarMergeResult sum = { 0 };
  g_autofree char *words = NULL;
  GtkWidget *row;

  for (guint i = 0; i < files->len; i++)
    {
      const EarMergeFile *file = files->pdata[i];

      for (guint j = 0; j < EAR_N_KINDS; j++)
        for (guint k = 0; k < EAR_N_OUTCOMES; k++)
          sum.counts[j][k] += file->result.counts[j][k];
    }
  words = ear_merge_words_headline (&sum);
  row = ear_row_new_expander (title, words);
  if (!applied)
    ask_removals (results, ADW_EXPANDER_ROW (row), allowed);
  add_outcomes (results, ADW_EXPANDER_ROW (row), files);
  add_kinds (results, ADW_EXPANDER_ROW (row), files);
  add_row (results, row, title, words);
}

static void
add_needs_a_look (EarMergeResults *results)
{
  g_autofree char *words = ear_merge_words_look (results->merge);
  const char *detail = _ ("Nothing is lost: it waits until somebody decides");
  GtkWidget *row;

  if (words == NULL)
    return;
  row = ear_row_new (words, detail);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (row), "win.show-page::look");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name ("go-next-symbolic"));
  add_row (results, row, words, detail);
}

static void
ear_merge_results_dispose (GObject *object)
{
  EarMergeResults *results = EAR_MERGE_RESULTS (object);

  if (results->rows != NULL)
    ear_merge_results_clear (results);
  g_clear_pointer (&results->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (ear_merge_results_parent_class)->dispose (object);
}

static void
ear_merge_results_class_init (EarMergeResultsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_merge_results_dispose;
  signals[SIGNAL_ACCEPT] = g_signal_new ("accept", EAR_TYPE_MERGE_RESULTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                         1, G_TYPE_STRING);
  signals[SIGNAL_ALLOW]
    = g_signal_new ("allow", EAR_TYPE_MERGE_RESULTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ear_merge_results_init (EarMergeResults *results)
{
  results->rows = g_ptr_array_new ();
  gtk_widget_set_visible (GTK_WIDGET (results), FALSE);
}

/**
 * ear_merge_results_clear:
 *
 * Shows nothing, and holds on to nothing. Main thread, like all of its functions.
 */
void
ear_merge_results_clear (EarMergeResults *results)
{
  for (guint i = 0; i < results->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (results), results->rows->pdata[i]);
  g_ptr_array_set_size (results->rows, 0);
  g_clear_pointer (&results->merge, ear_merge_free);
  gtk_widget_set_visible (GTK_WIDGET (results), FALSE);
}

/**
 * ear_merge_results_take_merge:
 * @merge: (transfer full): what was looked at, or done
 * @allowed: that it removes what others recorded was allowed
 */
void
ear_merge_results_take_merge (EarMergeResults *results, EarMerge *merge, gboolean applied, gboolean allowed)
{
  g_clear_pointer (&results->merge, ear_merge_free);
  results->merge = merge;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (results), applied ? _ ("What came in") : _ ("What would come in"));
  if (merge->files->len > 1)
    show_all (results, applied, allowed);
  for (guint i = 0; i < merge->files->len; i++)
    show_file (results, merge->files->pdata[i], applied, allowed);
  if (applied)
    add_needs_a_look (results);
}

/**
 * ear_merge_results_add_failure:
 * @title: what could not be done, or with which file
 */
void
ear_merge_results_add_failure (EarMergeResults *results, const char *title, const GError *error)
{
  const char *words = error->message;
  GtkWidget *row;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    words = _ ("Stopped. Nothing was changed.");
  row = ear_row_new (title, words);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), ear_problem_icon_new ());
  add_row (results, row, title, words);
}

void
ear_merge_results_add_account (EarMergeResults *results, const char *title, const char *words)
{
  add_row (results, ear_row_new (title, words), title, words);
}
