/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-priority-card.h"

#include <glib/gi18n.h>

#include "ear-feeling-bar.h"
#include "ear-terms.h"

struct _EarPriorityCard
{
  GtkButton parent_instance;

  GtkLabel *kind;
  GtkLabel *label;
  GtkLabel *figures;
  EarFeelingBar *bar;
  GtkLabel *groups;
  GtkLabel *answer;

  EarId id;
};

G_DEFINE_FINAL_TYPE (EarPriorityCard, ear_priority_card, GTK_TYPE_BUTTON)

static void
toggle_class (GtkWidget *widget, const char *css_class, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static char *
build_kind (const EarEvidenceRow *row)
{
  const char *nature = ear_term_label (EAR_TERMS_PRIORITY_NATURE, row->nature);

  if (row->is_heading)
    return row->code == NULL ? NULL : g_strdup_printf ("%s %s", nature, row->code);
  /* At the top, items stand under a heading that says what they are. */
  if (row->depth == 0)
    return g_strdup (row->code);
  /* Most others are plain priorities: only what is something else, or has a number, says so. */
  if (row->code != NULL)
    return g_strdup_printf ("%s · %s", row->code, nature);
  return g_str_equal (row->nature, "priority") ? NULL : g_strdup (nature);
}

static char *
build_figures (const EarEvidenceRow *row)
{
  guint n = row->count.contributions;
  g_autofree char *voices = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", n), n);
  g_autofree char *sessions
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u conversation", "%'u conversations", row->count.sessions),
                       row->count.sessions);

  if (n == 0)
    return g_strdup (_ ("Not heard yet"));
  return g_strdup_printf ("%s · %s", voices, sessions);
}

/* What changed since the period before, as a word, and whether somebody answered. */
static char *
build_answer (const EarEvidenceRow *row)
{
  g_autofree char *answered
    = row->n_answers == 0 ? g_strdup (row->count.contributions > 0 && !row->is_heading ? _ ("not answered yet") : "")
                          : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "answered by %u action", "answered by %u actions", row->n_answers),
                                             row->n_answers);
  EarTrend trend = ear_trend_of (row->now, row->before);
  const char *word = row->count.contributions > 0 && trend != EAR_TREND_UNKNOWN ? ear_trend_word (trend) : "";
  g_autofree char *places = row->n_places == 0 || row->is_heading
                              ? g_strdup ("")
                              : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u place", "%u places", row->n_places), row->n_places);
  const char *const parts[] = { word, answered, places };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i][0] != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", parts[i]);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
describe (EarPriorityCard *card, const EarEvidenceRow *row, const EarFeelings *feelings, const char *figures, const char *answer)
{
  g_autofree char *felt = ear_feelings_describe (feelings);
  g_autoptr (GString) text = g_string_new (NULL);

  if (row->code != NULL)
    g_string_append_printf (text, "%s. ", row->code);
  g_string_append_printf (text, "%s. %s.", row->label, figures);
  if (felt[0] != '\0')
    g_string_append_printf (text, " %s.", felt);
  if (row->groups != NULL)
    g_string_append_printf (text, " %s: %s.", _ ("Heard from"), row->groups);
  if (row->places != NULL)
    g_string_append_printf (text, " %s: %s.", _ ("Heard in"), row->places);
  if (answer[0] != '\0')
    g_string_append_printf (text, " %s.", answer);
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

static void
set_line (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && text[0] != '\0');
}

static void
ear_priority_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_PRIORITY_CARD);
  G_OBJECT_CLASS (ear_priority_card_parent_class)->dispose (object);
}

static void
ear_priority_card_class_init (EarPriorityCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_priority_card_dispose;
  g_type_ensure (EAR_TYPE_FEELING_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-priority-card.ui");
  gtk_widget_class_bind_template_child (widget_class, EarPriorityCard, kind);
  gtk_widget_class_bind_template_child (widget_class, EarPriorityCard, label);
  gtk_widget_class_bind_template_child (widget_class, EarPriorityCard, figures);
  gtk_widget_class_bind_template_child (widget_class, EarPriorityCard, bar);
  gtk_widget_class_bind_template_child (widget_class, EarPriorityCard, groups);
  gtk_widget_class_bind_template_child (widget_class, EarPriorityCard, answer);
}

static void
ear_priority_card_init (EarPriorityCard *card)
{
  gtk_widget_init_template (GTK_WIDGET (card));
}

/**
 * ear_priority_card_new:
 *
 * Returns: (transfer floating): a card that shows nothing yet.
 */
GtkWidget *
ear_priority_card_new (void)
{
  return g_object_new (EAR_TYPE_PRIORITY_CARD, NULL);
}

/**
 * ear_priority_card_show:
 * @row: what was heard; copied
 * @most: voices that fill the bar's whole width
 */
void
ear_priority_card_show (EarPriorityCard *card, const EarEvidenceRow *row, guint most)
{
  EarFeelings feelings = { row->works, row->does_not_work, row->ideas, row->questions, row->unsaid };
  g_autofree char *kind = build_kind (row);
  g_autofree char *figures = build_figures (row);
  g_autofree char *answer = build_answer (row);
  g_autofree char *change = row->now.all > 0 && row->count.contributions > 0 ? ear_trend_sentence (row->now, row->before) : NULL;
  g_auto (GStrv) names = row->groups == NULL ? NULL : g_strsplit (row->groups, "; ", -1);
  g_autofree char *groups = names == NULL ? NULL : g_strjoinv (", ", names);

  g_return_if_fail (EAR_IS_PRIORITY_CARD (card));
  card->id = row->id;
  set_line (card->kind, kind);
  gtk_label_set_text (card->label, row->label);
  set_line (card->figures, figures);
  set_line (card->groups, row->is_heading ? NULL : groups);
  set_line (card->answer, answer);
  gtk_widget_set_tooltip_text (GTK_WIDGET (card->groups), groups);
  gtk_widget_set_tooltip_text (GTK_WIDGET (card->answer), change);
  ear_feeling_bar_set_feelings (card->bar, &feelings, most);
  gtk_widget_set_visible (GTK_WIDGET (card->bar), row->count.contributions > 0);
  toggle_class (GTK_WIDGET (card), "not-heard", row->count.contributions == 0);
  toggle_class (GTK_WIDGET (card), "heading-card", row->is_heading);
  describe (card, row, &feelings, figures, answer);
}

/**
 * ear_priority_card_get_id:
 *
 * Returns: (transfer none): the item it shows.
 */
const EarId *
ear_priority_card_get_id (EarPriorityCard *card)
{
  return &card->id;
}

const char *
ear_priority_card_get_label (EarPriorityCard *card)
{
  return gtk_label_get_text (card->label);
}
