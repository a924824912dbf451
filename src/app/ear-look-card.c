/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-look-card.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ear-language.h"
#include "ear-look-work.h"
#include "ear-outside.h"
#include "ear-terms.h"
#include "ear-voice-item.h"

struct _EarLookCard
{
  AdwBin parent_instance;

  GtkLabel *question;
  GtkLabel *where;
  GtkLabel *why;
  GtkBox *values;
  GtkLabel *before;
  GtkButton *combine_button;

  const EarLookItem *item; /* (nullable) lent */
};

G_DEFINE_FINAL_TYPE (EarLookCard, ear_look_card, ADW_TYPE_BIN)

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  DECIDED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static char *
moment_words (const char *moment)
{
  g_autofree char *day = ear_moment_format (moment);
  const char *time = strchr (moment, 'T');

  return time == NULL ? g_steal_pointer (&day) : g_strdup_printf ("%s, %s", day, time + 1);
}

static char *
plain_words (const EarFieldInfo *info, const char *value, const char *text)
{
  if (info->type == EAR_TYPE_BOOLEAN)
    return g_strdup (value != NULL ? _ ("Yes") : _ ("No"));
  if (value == NULL)
    return g_strdup (_ ("Left empty"));
  if (info->type == EAR_TYPE_DAY || info->type == EAR_TYPE_MOMENT)
    return moment_words (value);
  if (info->type == EAR_TYPE_LANGUAGE)
    return g_strdup (ear_language_name (value));
  return g_strdup (text != NULL ? text : _ ("Something that is not in this workbook"));
}

/**
 * ear_look_value_words:
 *
 * Returns: (transfer full): the value as a person reads it here.
 */
char *
ear_look_value_words (const EarLookItem *item, guint number)
{
  const EarLookValue *value = item->values->pdata[number];

  if (item->reason == EAR_LOOK_CIRCLE && value->value == NULL)
    return g_strdup (_ ("At the top"));
  if (item->field == EAR_FIELD_DELETED && value->value != NULL)
    return g_strdup (_ ("Deleted"));
  if (item->reason == EAR_LOOK_DELETED)
    return g_strdup (value->text != NULL ? value->text : _ ("Changed"));
  if (item->field == EAR_FIELD_DELETED)
    return g_strdup (_ ("Not deleted"));
  return plain_words (ear_field_info (item->kind, item->field), value->value, value->text);
}

static char *
when_words (EarClock clock)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc ((gint64) (ear_clock_ms (clock) / 1000));
  g_autoptr (GDateTime) here = utc == NULL ? NULL : g_date_time_to_local (utc);

  /* Translators: a day and the time of day, such as 12 Nov 2026, 14:05. */
  return here == NULL ? NULL : g_date_time_format (here, _ ("%-e %b %Y, %H:%M"));
}

static char *
who_words (const EarLookValue *value)
{
  g_autofree char *when = value->stamp.clock == 0 ? NULL : when_words (value->stamp.clock);
  g_autofree char *device = ear_outside_text (value->device);
  g_autofree char *organisation = ear_outside_text (value->organisation);
  const char *who = value->is_self ? _ ("This laptop") : device != NULL ? device : _ ("A device without a name");
  GString *line;

  if (when == NULL)
    return g_strdup (_ ("So that there is no circle"));
  line = g_string_new (who);
  if (organisation != NULL)
    g_string_append_printf (line, ", %s", organisation);
  g_string_append_printf (line, " · %s", when);
  return g_string_free (line, FALSE);
}

static char *
why_words (const EarLookItem *item)
{
  if (item->reason == EAR_LOOK_DELETED)
    return g_strdup (_ ("Somebody deleted this, and somebody else wrote in it without having seen that. It is deleted now."));
  if (item->reason == EAR_LOOK_CIRCLE)
    return g_strdup (_ ("Two moves together would make a circle, so the latest one was left out."));
  if (item->holds != NULL)
    /* Translators: %s is a permission, such as “Internal”. */
    return g_strdup_printf (_ ("This was changed by people who did not see each other’s change, and they do not allow the same. Until it is "
                               "decided the strictest holds for the words, wherever they are shown or sent: %s."),
                            ear_term_label (EAR_TERMS_PERMISSION, item->holds));
  return g_strdup (item->values->len > 2
                     ? _ ("Several people changed this without seeing each other’s change. Nothing is lost; the latest shows.")
                     : _ ("Two people changed this without seeing each other’s change. Nothing is lost; the later one shows."));
}

static char *
where_words (const EarLookItem *item)
{
  g_autofree char *day = item->happened == NULL ? NULL : ear_moment_format (item->happened);
  gboolean is_voice = item->kind == EAR_KIND_CONTRIBUTION;
  const char *parts[] = { is_voice && item->field == EAR_CONTRIBUTION_TEXT ? NULL : item->label, item->speaker, item->session, day };
  GString *line = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *part = ear_outside_text (parts[i]);

      if (part != NULL)
        g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
    }
  return g_string_free (line, FALSE);
}

/* Words that the other has not are bold and underlined: that is seen without colour. */
static void
mark_differences (GtkLabel *label, const char *text, const char *other)
{
  g_autoptr (GArray) spans = ear_word_diff (text, other);
  g_autoptr (PangoAttrList) marks = pango_attr_list_new ();

  for (guint i = 0; i < spans->len; i++)
    {
      const EarTextSpan *span = &g_array_index (spans, EarTextSpan, i);
      PangoAttribute *attributes[] = { pango_attr_weight_new (PANGO_WEIGHT_BOLD), pango_attr_underline_new (PANGO_UNDERLINE_SINGLE) };

      for (gsize j = 0; j < G_N_ELEMENTS (attributes); j++)
        {
          attributes[j]->start_index = (guint) span->start;
          attributes[j]->end_index = (guint) span->end;
          pango_attr_list_insert (marks, attributes[j]);
        }
    }
  gtk_label_set_attributes (label, marks);
}

static gboolean
is_text (const EarLookItem *item)
{
  return ear_look_can_combine (item);
}

static GtkWidget *
new_words (const EarLookItem *item, guint number, const char *words)
{
  GtkWidget *label = gtk_label_new (words);
  const EarLookValue *value = item->values->pdata[number];
  const EarLookValue *other = item->values->pdata[number == 0 ? 1 : 0];

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_vexpand (label, TRUE);
  gtk_widget_add_css_class (label, "voice-words");
  if (value->value == NULL)
    gtk_widget_add_css_class (label, "dim-label");
  if (item->language != NULL)
    ear_language_apply (GTK_LABEL (label), item->language);
  if (is_text (item) && value->value != NULL && other->value != NULL)
    mark_differences (GTK_LABEL (label), words, other->value);
  return label;
}

static GtkWidget *
new_caption (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "caption");
  return label;
}

static void
keep_cb (EarLookCard *card, GtkButton *button)
{
  guint number = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "value"));

  ear_look_card_choose (card, EAR_LOOK_CHOICE_KEEP, number);
}

static const char *
keep_label (const EarLookItem *item, guint number)
{
  const EarLookValue *value = item->values->pdata[number];

  if (item->field != EAR_FIELD_DELETED)
    return _ ("Keep This");
  return value->value != NULL ? _ ("Leave It Deleted") : _ ("Bring It Back");
}

/* The key stands beside what it does. */
static GtkWidget *
new_keep (EarLookCard *card, guint number, const char *words, const char *who)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *key = g_strdup_printf ("%u", number + 1);
  g_autofree char *name = g_strdup_printf ("%s: %s. %s", keep_label (card->item, number), words, who);
  GtkWidget *sign = gtk_label_new (key);

  gtk_widget_add_css_class (sign, "shortcut-keys");
  gtk_box_append (GTK_BOX (box), gtk_label_new (keep_label (card->item, number)));
  gtk_box_append (GTK_BOX (box), sign);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "value", GUINT_TO_POINTER (number));
  g_signal_connect_object (button, "clicked", G_CALLBACK (keep_cb), card, G_CONNECT_SWAPPED);
  return button;
}

static const char *
standing_words (const EarLookItem *item, guint number)
{
  if (number > 0)
    return _ ("Waits");
  /* Whose words they are shows; which permission there is for them holds. */
  return item->holds != NULL && ear_field_info (item->kind, item->field)->type == EAR_TYPE_TERM ? _ ("Holds now") : _ ("Shows now");
}

static GtkWidget *
new_value (EarLookCard *card, guint number)
{
  const EarLookItem *item = card->item;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  g_autofree char *words = ear_look_value_words (item, number);
  g_autofree char *who = who_words (item->values->pdata[number]);

  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "look-value");
  gtk_box_append (GTK_BOX (box), new_caption (standing_words (item, number)));
  gtk_box_append (GTK_BOX (box), new_words (item, number, words));
  gtk_box_append (GTK_BOX (box), new_caption (who));
  gtk_box_append (GTK_BOX (box), new_keep (card, number, words, who));
  return box;
}

static void
clear_values (EarLookCard *card)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (card->values))) != NULL)
    gtk_box_remove (card->values, child);
}

static void
set_line (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text == NULL ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static char *
before_words (const EarLookItem *item)
{
  g_autofree char *words = NULL;

  if (!item->has_before)
    return NULL;
  words = plain_words (ear_field_info (item->kind, item->field), item->before, item->before);
  return g_strdup_printf (_ ("Before: %s"), words);
}

/**
 * ear_look_card_show:
 * @item: (nullable): lent until the next one; %NULL: nothing
 */
void
ear_look_card_show (EarLookCard *card, const EarLookItem *item)
{
  g_autofree char *question = NULL, *where = NULL, *why = NULL, *before = NULL;

  clear_values (card);
  card->item = item;
  if (item == NULL)
    return;
  question = g_strdup_printf ("%s: %s", ear_look_kind_label (item->kind), ear_look_field_label (item->kind, item->field));
  where = where_words (item);
  before = before_words (item);
  set_line (card->question, question);
  set_line (card->where, where);
  why = why_words (item);
  set_line (card->why, why);
  set_line (card->before, before);
  for (guint i = 0; i < item->values->len; i++)
    gtk_box_append (card->values, new_value (card, i));
  gtk_widget_set_visible (GTK_WIDGET (card->combine_button), ear_look_can_combine (item));
}

/* To the first value's button. */
void
ear_look_card_focus (EarLookCard *card)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (card->values));

  if (first != NULL)
    gtk_widget_grab_focus (gtk_widget_get_last_child (first));
}

/**
 * ear_look_card_choose:
 * @value: for %EAR_LOOK_CHOICE_KEEP
 *
 * Returns: whether that can be chosen here.
 */
gboolean
ear_look_card_choose (EarLookCard *card, EarLookChoice choice, guint value)
{
  if (card->item == NULL || value >= card->item->values->len
      || (choice == EAR_LOOK_CHOICE_COMBINE && !ear_look_can_combine (card->item)))
    return FALSE;
  g_signal_emit (card, signals[DECIDED], 0, (int) choice, value);
  return TRUE;
}

static void
combine_cb (EarLookCard *card)
{
  ear_look_card_choose (card, EAR_LOOK_CHOICE_COMBINE, 0);
}

static void
dismiss_cb (EarLookCard *card)
{
  ear_look_card_choose (card, EAR_LOOK_CHOICE_DISMISS, 0);
}

static void
ear_look_card_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  EarLookCard *card = EAR_LOOK_CARD (object);

  if (property == PROP_NARROW)
    g_value_set_boolean (value, gtk_orientable_get_orientation (GTK_ORIENTABLE (card->values)) == GTK_ORIENTATION_VERTICAL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_look_card_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  EarLookCard *card = EAR_LOOK_CARD (object);

  if (property == PROP_NARROW)
    gtk_orientable_set_orientation (GTK_ORIENTABLE (card->values),
                                    g_value_get_boolean (value) ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_look_card_dispose (GObject *object)
{
  EAR_LOOK_CARD (object)->item = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), EAR_TYPE_LOOK_CARD);
  G_OBJECT_CLASS (ear_look_card_parent_class)->dispose (object);
}

static void
ear_look_card_class_init (EarLookCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = ear_look_card_get_property;
  object_class->set_property = ear_look_card_set_property;
  object_class->dispose = ear_look_card_dispose;
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[DECIDED] = g_signal_new ("decided", EAR_TYPE_LOOK_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT,
                                   G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class, "/uk/earshot/app/ear-look-card.ui");
  gtk_widget_class_bind_template_child (widget_class, EarLookCard, question);
  gtk_widget_class_bind_template_child (widget_class, EarLookCard, where);
  gtk_widget_class_bind_template_child (widget_class, EarLookCard, why);
  gtk_widget_class_bind_template_child (widget_class, EarLookCard, values);
  gtk_widget_class_bind_template_child (widget_class, EarLookCard, before);
  gtk_widget_class_bind_template_child (widget_class, EarLookCard, combine_button);
  gtk_widget_class_bind_template_callback (widget_class, combine_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismiss_cb);
}

static void
ear_look_card_init (EarLookCard *card)
{
  gtk_widget_init_template (GTK_WIDGET (card));
}
