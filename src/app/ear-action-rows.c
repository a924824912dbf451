/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-action-rows.h"

#include <glib/gi18n.h>

#include "ear-action-words.h"
#include "ear-rows.h"
#include "ear-terms.h"

static void
set_id (GtkWidget *row, const EarId *id)
{
  g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (id, sizeof *id), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
}

/* Its word says it; the colour only helps to find it. */
static GtkWidget *
new_pill (const char *text, const char *style)
{
  GtkWidget *pill = gtk_label_new (text);

  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (pill, "status-pill");
  gtk_widget_add_css_class (pill, style);
  return pill;
}

static void
name_row (GtkWidget *row, const char *first, const char *title, const char *rest)
{
  g_autofree char *name = g_strdup_printf ("%s. %s. %s", title, first, rest == NULL ? "" : rest);

  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * ear_action_rows_action:
 *
 * Returns: (transfer floating): an action of the ledger: how far it is, what it is, who does it, and for whom.
 */
GtkWidget *
ear_action_rows_action (const EarActionRow *action)
{
  g_autofree char *line = ear_action_words_line (action);
  g_autofree char *status = g_strdup_printf ("status-%s", action->status);
  const char *word = action->is_overdue ? _ ("Overdue") : ear_term_label (EAR_TERMS_STATUS, action->status);
  GtkWidget *row = ear_row_new (action->title, line);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_pill (word, action->is_overdue ? "status-overdue" : status));
  name_row (row, word, action->title, line);
  set_id (row, &action->id);
  return row;
}

/**
 * ear_action_rows_never_told:
 *
 * Returns: (transfer floating): a group that spoke and was told nothing.
 */
GtkWidget *
ear_action_rows_never_told (const EarOwed *owed)
{
  g_autofree char *voices
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", owed->voices), owed->voices);
  g_autofree char *actions
    = owed->actions == 0
        ? g_strdup (_ ("no action answers them yet"))
        : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u action to tell of", "%u actions to tell of", owed->actions), owed->actions);
  g_autofree char *day = owed->last == NULL ? NULL : ear_action_words_day (owed->last);
  /* Translators: a day. */
  g_autofree char *heard = day == NULL ? NULL : g_strdup_printf (_ ("last heard on %s"), day);
  g_autofree char *line = g_strjoin (" · ", voices, actions, heard, NULL);

  return ear_row_new (owed->name, line);
}

/**
 * ear_action_rows_owed:
 * @kind: a group or a theme; a contribution: all voices
 *
 * Returns: (transfer floating): whose voices wait for an answer.
 */
GtkWidget *
ear_action_rows_owed (const EarOwed *owed, EarKind kind)
{
  g_autofree char *voices
    = owed->voices == 0
        ? NULL
        : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice waits", "%'u voices wait", owed->voices), owed->voices);
  g_autofree char *day = owed->last == NULL ? NULL : ear_action_words_day (owed->last);
  /* Translators: the day on which the first of them was heard. */
  g_autofree char *since = day == NULL ? NULL : g_strdup_printf (_ ("since %s"), day);
  g_autofree char *undated
    = owed->undated == 0
        ? NULL
        : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice whose day nobody noted", "%'u voices whose day nobody noted", owed->undated),
                           owed->undated);
  const char *const parts[] = { kind == EAR_KIND_THEME ? _ ("Theme") : kind == EAR_KIND_GROUP ? _ ("Group") : NULL, voices, since, undated };
  g_autoptr (GString) line = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] != NULL)
        g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", parts[i]);
    }
  return ear_row_new (kind == EAR_KIND_CONTRIBUTION ? _ ("Everybody") : owed->name, line->str);
}

static const char *
rung_label (int rung)
{
  return rung < 0 ? _ ("not said") : ear_term_label (EAR_TERMS_RUNG, EAR_TERMS_RUNG[rung]);
}

/**
 * ear_action_rows_ladder:
 *
 * Returns: (transfer floating): where on the ladder a group stands in a project, and whether it moved.
 */
GtkWidget *
ear_action_rows_ladder (const EarLadderRow *ladder)
{
  g_autofree char *title = g_strdup_printf ("%s · %s", ladder->group == NULL ? _ ("No group named") : ladder->group,
                                            ladder->project == NULL ? _ ("no project named") : ladder->project);
  g_autofree char *where = ladder->first == ladder->latest
                             ? g_strdup (rung_label (ladder->latest))
                             : g_strdup_printf ("%s → %s", rung_label (ladder->first), rung_label (ladder->latest));
  g_autofree char *times
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u activity", "%u activities", ladder->n_activities), ladder->n_activities);
  g_autofree char *line = g_strjoin (" · ", where, ear_ladder_moved (ladder), times, NULL);
  GtkWidget *row = ear_row_new (title, line), *bar = gtk_level_bar_new_for_interval (0, EAR_LADDER_RUNGS);

  gtk_level_bar_set_mode (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_MODE_DISCRETE);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), ladder->latest + 1);
  gtk_level_bar_add_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_LOW, EAR_LADDER_RUNGS);
  gtk_level_bar_add_offset_value (GTK_LEVEL_BAR (bar), GTK_LEVEL_BAR_OFFSET_HIGH, EAR_LADDER_RUNGS);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (bar, 84, -1);
  gtk_widget_add_css_class (bar, "ladder");
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, rung_label (ladder->latest), -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), bar);
  return row;
}

/**
 * ear_action_rows_together:
 *
 * Returns: (transfer floating): an activity of the log.
 */
GtkWidget *
ear_action_rows_together (const EarCoproductionRow *together)
{
  g_autofree char *line = ear_action_words_together (together);
  GtkWidget *row = ear_row_new (together->title, line);

  set_id (row, &together->id);
  return row;
}

GtkWidget *
ear_action_rows_note (const char *text)
{
  return ear_row_new (text, NULL);
}

/**
 * ear_action_rows_button:
 * @name: what it does for whom, said aloud
 *
 * Returns: (transfer none): a button at the end of @row, which may have several.
 */
GtkWidget *
ear_action_rows_button (GtkWidget *row, const char *label, const char *name)
{
  GtkWidget *button = ear_row_add_one_of_buttons (row, label);

  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}
