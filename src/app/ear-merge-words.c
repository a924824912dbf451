/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-merge-words.h"

#include <glib/gi18n.h>

#include "ear-field-words.h"
#include "ear-outside.h"

/* By kind, as a person calls several of them. */
static const char *const kinds[EAR_N_KINDS] = {
  [EAR_KIND_ORGANISATION] = N_ ("Organisations"),
  [EAR_KIND_DEVICE] = N_ ("Laptops"),
  [EAR_KIND_PLACE] = N_ ("Places"),
  [EAR_KIND_GROUP] = N_ ("Groups"),
  [EAR_KIND_THEME] = N_ ("Themes"),
  [EAR_KIND_STRATEGY] = N_ ("Strategies"),
  [EAR_KIND_PRIORITY] = N_ ("Priorities"),
  [EAR_KIND_MAPPING] = N_ ("Themes as evidence for priorities"),
  [EAR_KIND_TARGET] = N_ ("Targets: whom to hear"),
  [EAR_KIND_SESSION] = N_ ("Conversations"),
  [EAR_KIND_SESSION_GROUP] = N_ ("Groups at conversations"),
  [EAR_KIND_PARTICIPANT] = N_ ("Speakers"),
  [EAR_KIND_PARTICIPANT_GROUP] = N_ ("Groups of speakers"),
  [EAR_KIND_CONTRIBUTION] = N_ ("Voices"),
  [EAR_KIND_CONTRIBUTION_GROUP] = N_ ("Groups of voices"),
  [EAR_KIND_CODING] = N_ ("Themes on voices"),
  [EAR_KIND_ACTION] = N_ ("Actions"),
  [EAR_KIND_ACTION_CONTRIBUTION] = N_ ("Voices that actions answer"),
  [EAR_KIND_ACTION_THEME] = N_ ("Themes that actions answer"),
  [EAR_KIND_ACTION_PRIORITY] = N_ ("Priorities that actions serve"),
  [EAR_KIND_ACTION_GROUP] = N_ ("Groups that actions answer"),
  [EAR_KIND_ACTION_STEP] = N_ ("Steps of actions"),
  [EAR_KIND_ACTION_TELLING] = N_ ("Tellings of groups"),
  [EAR_KIND_COPRODUCTION] = N_ ("Co-productions"),
  [EAR_KIND_COPRODUCTION_GROUP] = N_ ("Groups in co-productions"),
  [EAR_KIND_AGENDA_ITEM] = N_ ("Items of agendas"),
  [EAR_KIND_AGENDA_INPUT] = N_ ("Voices on items of agendas"),
  [EAR_KIND_AGENDA_SUPPORT] = N_ ("Counts of support"),
  [EAR_KIND_AGENDA_ACTION] = N_ ("Actions that follow from agendas"),
};

/* Adds one part of the sentence "a, b, c", unless there is nothing to count. */
static void G_GNUC_PRINTF (3, 4)
append_part (GString *text, guint n, const char *format, ...)
{
  va_list arguments;

  if (n == 0)
    return;
  g_string_append (text, text->len == 0 ? "" : ", ");
  va_start (arguments, format);
  g_string_append_vprintf (text, format, arguments);
  va_end (arguments);
}

/* What can happen to records of any kind but their coming new. */
static void
append_outcomes (GString *text, guint changed, guint deleted, guint restored, guint erased)
{
  append_part (text, changed, g_dngettext (GETTEXT_PACKAGE, "%'u changed", "%'u changed", changed), changed);
  append_part (text, deleted, g_dngettext (GETTEXT_PACKAGE, "%'u deleted", "%'u deleted", deleted), deleted);
  append_part (text, restored, g_dngettext (GETTEXT_PACKAGE, "%'u brought back", "%'u brought back", restored), restored);
  append_part (text, erased, g_dngettext (GETTEXT_PACKAGE, "%'u erased", "%'u erased", erased), erased);
}

/**
 * ear_merge_words_origin:
 * @file_name: what the file is called
 *
 * Returns: (transfer full): whose file it was. Any thread, like all of these.
 */
char *
ear_merge_words_origin (const EarMergeResult *result, const char *file_name)
{
  if (result->title != NULL)
    return ear_outside_text (result->title);
  if (result->from_name != NULL)
    {
      g_autofree char *name = ear_outside_text (result->from_name);

      return g_strdup_printf (_ ("From %s"), name);
    }
  return ear_outside_text (file_name);
}

/**
 * ear_merge_words_headline:
 *
 * Returns: (transfer full): one line, such as "41 new voices, 6 changed".
 */
char *
ear_merge_words_headline (const EarMergeResult *result)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint voices = result->counts[EAR_KIND_CONTRIBUTION][EAR_OUTCOME_ADDED];
  guint sessions = result->counts[EAR_KIND_SESSION][EAR_OUTCOME_ADDED];
  guint others = ear_merge_result_total (result, EAR_OUTCOME_ADDED) - voices - sessions;

  append_part (text, voices, g_dngettext (GETTEXT_PACKAGE, "%'u new voice", "%'u new voices", voices), voices);
  append_part (text, sessions, g_dngettext (GETTEXT_PACKAGE, "%'u new conversation", "%'u new conversations", sessions),
               sessions);
  if (voices + sessions > 0)
    append_part (text, others, g_dngettext (GETTEXT_PACKAGE, "%'u other new record", "%'u other new records", others),
                 others);
  else
    append_part (text, others, g_dngettext (GETTEXT_PACKAGE, "%'u new record", "%'u new records", others), others);
  append_outcomes (text, ear_merge_result_total (result, EAR_OUTCOME_UPDATED),
                   ear_merge_result_total (result, EAR_OUTCOME_DELETED),
                   ear_merge_result_total (result, EAR_OUTCOME_RESTORED),
                   ear_merge_result_total (result, EAR_OUTCOME_ERASED));
  if (text->len == 0)
    return g_strdup (_ ("Nothing new: all of it is here already"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ear_merge_words_conflicts:
 *
 * Returns: (transfer full) (nullable): what two people changed without knowing of each other; %NULL where nobody did.
 */
char *
ear_merge_words_conflicts (const EarMergeResult *result)
{
  guint n = result->n_conflicts;

  if (n == 0)
    return NULL;
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE,
                 "%'u thing needs a look: two people changed it without seeing the other's change. Both are kept.",
                 "%'u things need a look: two people changed them without seeing the other's change. Both are kept.", n),
    n);
}

/**
 * ear_merge_words_look:
 *
 * Returns: (transfer full) (nullable): how much of what was merged somebody has to decide; %NULL where nothing.
 */
char *
ear_merge_words_look (const EarMerge *merge)
{
  guint n = merge->n_conflicts + merge->n_quarantined;

  return n == 0 ? NULL : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u needs a look", "%'u need a look", n), n);
}

const char *
ear_merge_words_kind (EarKind kind)
{
  return _ (kinds[kind]);
}

/**
 * ear_merge_words_of_kind:
 *
 * Returns: (transfer full) (nullable): what happened to one kind of record; %NULL where the file held none.
 */
char *
ear_merge_words_of_kind (const EarMergeResult *result, EarKind kind)
{
  const guint *counts = result->counts[kind];
  g_autoptr (GString) text = g_string_new (NULL);
  guint new = counts[EAR_OUTCOME_ADDED];
  guint same = counts[EAR_OUTCOME_UNCHANGED];

  append_part (text, new, g_dngettext (GETTEXT_PACKAGE, "%'u added", "%'u added", new), new);
  append_outcomes (text, counts[EAR_OUTCOME_UPDATED], counts[EAR_OUTCOME_DELETED], counts[EAR_OUTCOME_RESTORED],
                   counts[EAR_OUTCOME_ERASED]);
  append_part (text, same, g_dngettext (GETTEXT_PACKAGE, "%'u the same", "%'u the same", same), same);
  return text->len == 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * ear_merge_words_sender:
 *
 * Returns: (transfer full) (nullable): who wrote a file, and whether that device is known here.
 */
char *
ear_merge_words_sender (const EarMergeFile *file)
{
  g_autofree char *name = ear_outside_text (file->result.from_name != NULL ? file->result.from_name : file->organisation);
  const char *words = file->words != NULL ? file->words : "";

  if (file->sender == EAR_SENDER_SELF)
    return g_strdup (_ ("Written by this laptop"));
  if (name == NULL || file->sender == EAR_SENDER_UNNAMED)
    return file->result.title != NULL ? NULL : g_strdup (_ ("It does not say who wrote it"));
  if (file->sender == EAR_SENDER_KNOWN)
    return g_strdup_printf (_ ("From %s, known ✓ %s"), name, words);
  if (file->sender == EAR_SENDER_NEW)
    return g_strdup_printf (_ ("From %s, a device you have not met"), name);
  return g_strdup_printf (_ ("From %s, whose files are refused"), name);
}

/**
 * ear_merge_words_waiting:
 *
 * Returns: (transfer full) (nullable): what of a file is kept aside rather than merged.
 */
char *
ear_merge_words_waiting (const EarMergeFile *file)
{
  guint n = file->n_quarantined;

  if (n == 0)
    return NULL;
  if (file->sender == EAR_SENDER_NEW)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u record would wait until you accept the device",
                                         "%'u records would wait until you accept the device", n), n);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u record is kept aside: its clock is more than a day ahead",
                                       "%'u records are kept aside: their clock is more than a day ahead", n), n);
}

/**
 * ear_merge_words_button:
 *
 * Returns: (transfer full): what the button that merges promises, such as "Merge 41 voices, 6 changes".
 */
char *
ear_merge_words_button (const EarMerge *merge)
{
  guint voices = 0, changes = 0;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < merge->files->len; i++)
    {
      const EarMergeFile *file = merge->files->pdata[i];

      voices += file->result.counts[EAR_KIND_CONTRIBUTION][EAR_OUTCOME_ADDED];
      for (EarOutcome outcome = 0; outcome < EAR_N_OUTCOMES; outcome++)
        changes += outcome == EAR_OUTCOME_UNCHANGED ? 0 : ear_merge_result_total (&file->result, outcome);
    }
  changes -= voices;
  append_part (text, voices, g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", voices), voices);
  append_part (text, changes, g_dngettext (GETTEXT_PACKAGE, "%'u change", "%'u changes", changes), changes);
  if (text->len == 0)
    return g_strdup (_ ("Merge"));
  return g_strdup_printf (_ ("Merge %s"), text->str);
}

/**
 * ear_merge_words_change:
 *
 * Returns: (transfer full): what happens to one record, such as "Voices · new · needs a look".
 */
char *
ear_merge_words_change (const EarMergeChange *change)
{
  const char *outcome = change->outcome == EAR_OUTCOME_ADDED      ? _ ("new")
                        : change->outcome == EAR_OUTCOME_DELETED  ? _ ("deleted")
                        : change->outcome == EAR_OUTCOME_RESTORED ? _ ("brought back")
                        : change->outcome == EAR_OUTCOME_ERASED   ? _ ("withdrawn by the speaker")
                                                                  : _ ("changed");
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s · %s", ear_merge_words_kind (change->kind), outcome);
  if (change->conflict)
    g_string_append_printf (text, " · %s", _ ("needs a look"));
  if (change->fate == EAR_MERGE_QUARANTINED)
    g_string_append_printf (text, " · %s", _ ("waits"));
  if (change->removes_others)
    g_string_append_printf (text, " · %s", _ ("recorded by somebody else"));
  return g_string_free (text, FALSE);
}

static char *
name_author (const EarMergeAuthor *author)
{
  g_autofree char *name = ear_outside_text (author->name);
  g_autofree char *organisation = ear_outside_text (author->organisation);

  if (name != NULL && organisation != NULL)
    return g_strdup_printf (_ ("%s (%s)"), name, organisation);
  return name != NULL ? g_steal_pointer (&name) : g_steal_pointer (&organisation);
}

/**
 * ear_merge_words_author:
 *
 * Returns: (transfer full) (nullable): what a device is called that gave values in a file; %NULL where nobody knows it.
 */
char *
ear_merge_words_author (const EarMergeFile *file, const EarId *author)
{
  for (guint i = 0; i < file->authors->len; i++)
    {
      const EarMergeAuthor *each = file->authors->pdata[i];

      if (ear_id_equal (&each->author, author))
        return name_author (each);
    }
  return NULL;
}

/**
 * ear_merge_words_edit:
 *
 * Returns: (transfer full): one value that changes, such as "Feeling: Idea → Works".
 */
char *
ear_merge_words_edit (EarKind kind, const EarMergeEdit *edit)
{
  const char *from = edit->from == NULL ? _ ("nothing") : edit->from;
  const char *to = edit->to == NULL ? _ ("nothing") : edit->to;

  /* Translators: a field, its value before, its value after. */
  return g_strdup_printf (_ ("%s: %s → %s"), ear_field_words (kind, edit->field), from, to);
}

/**
 * ear_merge_words_by:
 *
 * Returns: (transfer full): how much one author brings, such as "41 new, 6 changed".
 */
char *
ear_merge_words_by (const EarMergeAuthor *author)
{
  GString *text = g_string_new (NULL);
  guint new = author->counts[EAR_OUTCOME_ADDED];

  append_part (text, new, g_dngettext (GETTEXT_PACKAGE, "%'u new", "%'u new", new), new);
  append_outcomes (text, author->counts[EAR_OUTCOME_UPDATED], author->counts[EAR_OUTCOME_DELETED],
                   author->counts[EAR_OUTCOME_RESTORED], author->counts[EAR_OUTCOME_ERASED]);
  append_part (text, author->n_conflicts,
               g_dngettext (GETTEXT_PACKAGE, "%'u needs a look", "%'u need a look", author->n_conflicts), author->n_conflicts);
  append_part (text, author->n_quarantined, g_dngettext (GETTEXT_PACKAGE, "%'u waits", "%'u wait", author->n_quarantined),
               author->n_quarantined);
  return g_string_free (text, FALSE);
}

/**
 * ear_merge_words_entry:
 *
 * Returns: (transfer full): what an earlier merge did, such as "41 new, 6 changed".
 */
char *
ear_merge_words_entry (const EarMergeEntry *entry)
{
  EarMergeAuthor sums = { .n_conflicts = entry->n_conflicts };

  sums.counts[EAR_OUTCOME_ADDED] = entry->n_added;
  sums.counts[EAR_OUTCOME_UPDATED] = entry->n_updated;
  sums.counts[EAR_OUTCOME_DELETED] = entry->n_deleted;
  sums.counts[EAR_OUTCOME_ERASED] = entry->n_erased;
  return ear_merge_words_by (&sums);
}
